package regen

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
)

const (
	lockPath   = stateDir + "/lock"
	lockHeader = "streamlift lock 1"
	maxEntries = 100_000
)

// Entry is the lock's line about one file.
type Entry struct {
	Path       string
	Unit       string
	Owner      Owner
	State      State
	Base       Hash // of the last generated content; shared files have it in the base store
	Executable bool
	Template   string
	Entries    []string // manifest entries it depends on, sorted
}

// Lock is what was generated last, sorted by path.
type Lock []Entry

// format writes one line a file and nothing that changes without a file, so that branches merge line by line.
func (l Lock) format() []byte {
	var b strings.Builder
	b.WriteString(lockHeader + "\n")
	for _, e := range l {
		mode := "file"
		if e.Executable {
			mode = "program"
		}
		fields := []string{e.Path, e.Unit, string(e.Owner), string(e.State), string(e.Base), mode, e.Template}
		for i, field := range append(fields, e.Entries...) {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(word(field))
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// word quotes a field that would not read back as one word.
func word(field string) string {
	plain := func(r rune) bool { return r > ' ' && r != '"' && r < 0x7f }
	if field == "" || strings.IndexFunc(field, func(r rune) bool { return !plain(r) }) >= 0 {
		return strconv.QuoteToASCII(field)
	}
	return field
}

// parseLock reads a lock that may come from anybody: every path stays inside the project and out of the tool's folder.
func parseLock(text string) (Lock, diag.List) {
	src := diag.NewSource(lockPath, text)
	if found := mergeMarkers(src); len(found) > 0 {
		return nil, found
	}
	lines := strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n")
	if lines[0] != lockHeader {
		return nil, diag.List{lineError(src, 1, "is no lock of this version", "restore it from version control, or update streamlift")}
	}
	if len(lines) > maxEntries {
		return nil, diag.List{lineError(src, 1, fmt.Sprintf("has over %d lines", maxEntries), "restore it from version control")}
	}
	var lock Lock
	var found diag.List
	seen := map[string]int{}
	for i, line := range lines[1:] {
		entry, problem := parseEntry(line)
		if twin, ok := seen[strings.ToLower(entry.Path)]; ok && problem == "" {
			problem = fmt.Sprintf("names the path of line %d again", twin)
		}
		if problem != "" {
			found = append(found, lineError(src, i+2, problem, "restore the line from version control, or remove it"))
			continue
		}
		seen[strings.ToLower(entry.Path)] = i + 2
		lock = append(lock, entry)
	}
	slices.SortFunc(lock, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	return lock, found
}

func lineError(src *diag.Source, line int, message, advice string) diag.Diagnostic {
	start := src.LineStart(line)
	return diag.At(src, diag.Span{Start: start, End: start + len(src.LineText(line))}, message, advice)
}

// mergeMarkers finds what git leaves when two branches changed the same lines.
func mergeMarkers(src *diag.Source) diag.List {
	var found diag.List
	for i, line := range strings.Split(src.Text, "\n") {
		if strings.HasPrefix(line, "<<<<<<<") || strings.HasPrefix(line, ">>>>>>>") {
			found = append(found, lineError(src, i+1, "merge marker",
				"keep the lines of both sides, one a path, remove the markers, and generate again"))
		}
	}
	return found
}

// parseEntry reads one line; the problem is "" when it is whole.
func parseEntry(line string) (Entry, string) {
	words, ok := splitWords(line)
	if !ok || len(words) < 7 {
		return Entry{}, "is no entry of a lock"
	}
	e := Entry{Path: words[0], Unit: words[1], Owner: Owner(words[2]), State: State(words[3]), Base: Hash(words[4]),
		Executable: words[5] == "program", Template: words[6], Entries: words[7:]}
	switch {
	case !safePath(e.Path):
		return e, fmt.Sprintf("names %q, which is no path inside the project", e.Path)
	case !slices.Contains([]Owner{Owned, Shared, Yours}, e.Owner):
		return e, fmt.Sprintf("names the owner %q", e.Owner)
	case !slices.Contains([]State{Clean, Conflict, Gone, Dropped}, e.State):
		return e, fmt.Sprintf("names the state %q", e.State)
	case !validHash(e.Base):
		return e, fmt.Sprintf("holds %q, which is no hash", e.Base)
	}
	return e, ""
}

func validHash(h Hash) bool {
	return len(h) == 64 && strings.Trim(string(h), "0123456789abcdef") == ""
}

// safePath reports whether a path stays below the project on every system and out of the tool's and git's folders.
func safePath(name string) bool {
	local := name != "" && name != "." && !strings.HasSuffix(name, "/") &&
		filepath.IsLocal(filepath.FromSlash(name)) && !strings.ContainsAny(name, "\x00\\:")
	for part := range strings.SplitSeq(strings.ToLower(name), "/") {
		if part == "" || part == "." || part == ".." || part == ".git" || part == stateDir {
			return false
		}
	}
	return local
}

// splitWords reads words and quoted words separated by one space.
func splitWords(line string) ([]string, bool) {
	var words []string
	for line != "" {
		var field string
		if line[0] == '"' {
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				return nil, false
			}
			if field, err = strconv.Unquote(quoted); err != nil {
				return nil, false
			}
			line = line[len(quoted):]
			if line != "" && line[0] != ' ' {
				return nil, false
			}
			line = strings.TrimPrefix(line, " ")
		} else {
			field, line, _ = strings.Cut(line, " ")
		}
		words = append(words, field)
	}
	return words, true
}
