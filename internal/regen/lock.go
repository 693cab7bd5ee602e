package regen

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/streamlift/streamlift/internal/diag"
)

const (
	lockPath   = stateDir + "/lock"
	lockHeader = "streamlift lock 1"
	maxEntries = 100_000
)

// Entry is the lock's line about one file.
type Entry struct {
	Path       string // where it stands
	Home       string // where it is generated; differs from Path when a person moved it
	Unit       string
	Owner      Owner
	State      State
	Base       Hash // of the last generated content; shared files have it in the base store
	Executable bool
	Template   string
	Entries    []string // manifest entries it depends on, sorted
}

// Input is the lock's line about something files are made from: a manifest entry, or "pack".
type Input struct {
	Name string
	Hash Hash
}

// Lock is what was generated last, and from what: inputs sorted by name, files by path.
type Lock struct {
	Inputs []Input
	Files  []Entry
}

// format writes one line a file and nothing that changes without a file, so that branches merge line by line.
func (l Lock) format() []byte {
	var b strings.Builder
	b.WriteString(lockHeader + "\n")
	for _, in := range l.Inputs {
		b.WriteString("input " + word(in.Name) + " " + word(string(in.Hash)) + "\n")
	}
	for _, e := range l.Files {
		mode := "file"
		if e.Executable {
			mode = "program"
		}
		home := "."
		if e.Home != e.Path {
			home = e.Home
		}
		fields := []string{e.Path, string(e.Owner), string(e.State), string(e.Base), mode, home, e.Unit, e.Template}
		b.WriteString("file")
		for _, field := range append(fields, e.Entries...) {
			b.WriteString(" " + word(field))
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
// A path or input that stands there twice with the same spelling is what a union of two branches leaves: all its lines
// are returned, in order, for settle to choose from.
func parseLock(text string) (Lock, diag.List) {
	src := diag.NewSource(lockPath, text)
	if found := mergeMarkers(src); len(found) > 0 {
		return Lock{}, found
	}
	lines := strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n")
	if lines[0] != lockHeader {
		return Lock{}, diag.List{lineError(src, 1, "is no lock of this version", "restore it from version control, or update streamlift")}
	}
	if len(lines) > maxEntries {
		return Lock{}, diag.List{lineError(src, 1, fmt.Sprintf("has over %d lines", maxEntries), "restore it from version control")}
	}
	var lock Lock
	var found diag.List
	seen := map[string]Entry{}
	for i, line := range lines[1:] {
		if line == lockHeader {
			continue // both sides of a union
		}
		words, ok := splitWords(line)
		problem := "is no line of a lock"
		switch {
		case ok && len(words) == 3 && words[0] == "input":
			problem = ""
			lock.Inputs = append(lock.Inputs, Input{Name: words[1], Hash: Hash(words[2])})
		case ok && len(words) >= 9 && words[0] == "file":
			var entry Entry
			entry, problem = parseEntry(words[1:])
			folded := strings.ToLower(entry.Path)
			if twin, ok := seen[folded]; ok && problem == "" && twin.Path != entry.Path {
				problem = fmt.Sprintf("names %q, which differs from %q only by case", entry.Path, twin.Path)
			}
			if problem == "" {
				seen[folded] = entry
				lock.Files = append(lock.Files, entry)
			}
		}
		if problem != "" {
			found = append(found, lineError(src, i+2, problem, "restore the line from version control, or remove it"))
		}
	}
	slices.SortStableFunc(lock.Files, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortStableFunc(lock.Inputs, func(a, b Input) int { return cmp.Compare(a.Name, b.Name) })
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
				"`streamlift recover` keeps the lines of both sides"))
		}
	}
	return found
}

// parseEntry reads the words of a line about a file; the problem is "" when it is whole.
func parseEntry(words []string) (Entry, string) {
	e := Entry{Path: words[0], Home: words[5], Owner: Owner(words[1]), State: State(words[2]), Base: Hash(words[3]),
		Executable: words[4] == "program", Unit: words[6], Template: words[7], Entries: words[8:]}
	if e.Home == "." {
		e.Home = e.Path
	}
	switch {
	case !safePath(e.Path):
		return e, fmt.Sprintf("names %q, which is no path inside the project", e.Path)
	case !safePath(e.Home):
		return e, fmt.Sprintf("names %q, which is no path inside the project", e.Home)
	case !slices.Contains([]Owner{Owned, Shared, Yours}, e.Owner):
		return e, fmt.Sprintf("names the owner %q", e.Owner)
	case !slices.Contains([]State{Clean, Gone, Dropped, Taken, Blocked, Conflict, Orphan, Missing, Edited}, e.State):
		return e, fmt.Sprintf("names the state %q", e.State)
	case !validHash(e.Base):
		return e, fmt.Sprintf("holds %q, which is no hash", e.Base)
	case words[4] != "file" && words[4] != "program":
		return e, fmt.Sprintf("names the mode %q", words[4])
	}
	return e, ""
}

func validHash(h Hash) bool {
	return len(h) == 64 && strings.Trim(string(h), "0123456789abcdef") == ""
}

// safePath reports whether a path stays below the project on every system and out of the tool's and git's folders.
func safePath(name string) bool {
	local := name != "" && name != "." && !strings.HasSuffix(name, "/") &&
		filepath.IsLocal(filepath.FromSlash(name)) && !strings.ContainsAny(name, `\:`) &&
		strings.IndexFunc(name, unicode.IsControl) < 0 && utf8.ValidString(name)
	for part := range strings.SplitSeq(strings.ToLower(name), "/") {
		if part == "" || part == "." || strings.HasSuffix(part, ".") || part == ".git" || part == stateDir {
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
