// Package audit reads a Streamlit app and says what it does, what should become an endpoint, what is hard and what is
// dangerous. Trees go in, operations and findings come out; nothing of the app is ever run.
package audit

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// Candidate is a script that may be the one that Streamlit starts, with what speaks for it.
type Candidate struct {
	Path     string
	Evidence []Evidence // the strongest first
	rank     int        // the lower the more certain
}

// Evidence is a place that says something about a script.
type Evidence struct {
	Path string
	Line int // 0: the file as a whole
	Text string
}

// String is `path:line: text`.
func (e Evidence) String() string {
	return diag.Place(e.Path, diag.Position{Line: e.Line}) + ": " + e.Text
}

// The ranks of evidence, the most certain first: somebody starts it, something in the code does, a guess.
const (
	startedRank      = iota // by a file that speaks for the whole folder
	startedBelowRank        // by one deeper inside, which may speak for a part
	launchedRank
	linkedRank
	navigationRank
	pagesRank
	drawingRank
)

// Entries finds the scripts that may be the app's entry, the most certain first. The first one alone is the entry when
// no other has its rank.
func Entries(tree *source.Tree) []Candidate {
	found := map[string]*Candidate{}
	add := func(script string, rank int, e Evidence) {
		c := found[script]
		if c == nil {
			c = &Candidate{Path: script, rank: rank}
			found[script] = c
		}
		if rank < c.rank {
			c.rank, c.Evidence = rank, slices.Insert(c.Evidence, 0, e)
			return
		}
		c.Evidence = append(c.Evidence, e)
	}
	for _, name := range tree.Files() {
		if startsPrograms(name) {
			rank := startedRank
			if dir := path.Dir(name); dir != "." && !strings.HasPrefix(dir, ".") { // .github and .devcontainer are the root's
				rank = startedBelowRank
			}
			started(tree, name, func(script string, e Evidence) { add(script, rank, e) })
		}
	}
	scripts := readScripts(tree)
	linked(tree, scripts, func(script string, e Evidence) { add(script, linkedRank, e) })
	for _, s := range scripts {
		found := s.evidence(tree, scripts)
		for _, rank := range []int{launchedRank, navigationRank, pagesRank, drawingRank} {
			for _, e := range found[rank] {
				add(s.target(rank), rank, e)
			}
		}
	}
	var out []Candidate
	for _, c := range found {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		if depth := strings.Count(a.Path, "/") - strings.Count(b.Path, "/"); depth != 0 {
			return depth
		}
		return strings.Compare(a.Path, b.Path)
	})
	return out
}

// Certain gives the entry when one candidate stands before all others.
func Certain(candidates []Candidate) (string, bool) {
	if len(candidates) == 0 || len(candidates) > 1 && candidates[1].rank == candidates[0].rank {
		return "", false
	}
	return candidates[0].Path, true
}

// run matches `streamlit run X` in a shell's words and in the quoted words of an array.
var run = regexp.MustCompile(`streamlit["',\s]+run["',\s]+(?:--?[\w.=-]+["',\s]+)*["']?([^\s"',;&|\\\])]+\.py)`)

// startsPrograms reports whether a file says how the app is started: images, process files, units, CI, scripts, READMEs.
func startsPrograms(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".sh", ".bash", ".bat", ".cmd", ".ps1", ".service", ".toml", ".yml", ".yaml":
		return true
	case ".md", ".rst", ".txt":
		return strings.HasPrefix(base, "readme")
	}
	return base == "procfile" || base == "makefile" || base == "justfile" || base == ".replit" || base == "devcontainer.json" ||
		strings.Contains(base, "dockerfile") || base == "readme"
}

// started finds the scripts that a file starts. A path counts when the app has it: below the file's folder, below the
// root, or as the only file of that name.
func started(tree *source.Tree, name string, add func(string, Evidence)) {
	content, err := tree.Read(name)
	if err != nil {
		return
	}
	for i, line := range strings.Split(string(content), "\n") {
		for _, match := range run.FindAllStringSubmatch(line, -1) {
			if script := resolve(tree, path.Dir(name), match[1]); script != "" {
				add(script, Evidence{Path: name, Line: i + 1, Text: "starts " + script})
			}
		}
	}
}

// shellVariable matches what a shell puts in front of a path: %HERE%, %~dp0, $HERE, ${HERE}.
var shellVariable = regexp.MustCompile(`^(?:%~?\w+%?|\$\w+|\$\{[^}]*\})/*`)

func resolve(tree *source.Tree, dir, written string) string {
	written = strings.ReplaceAll(written, `\`, "/")
	written = strings.TrimPrefix(shellVariable.ReplaceAllString(written, ""), "./")
	for _, place := range []string{path.Join(dir, written), path.Clean(written)} {
		if tree.Has(place) {
			return place
		}
	}
	var same []string
	for _, name := range tree.Files() {
		if path.Base(name) == path.Base(written) {
			same = append(same, name)
		}
	}
	if len(same) == 1 {
		return same[0]
	}
	return ""
}

// linked finds the scripts beside a folder of pages that pages lead back to. Where the pages are listed in code, links
// lead to any of them.
func linked(tree *source.Tree, scripts []script, add func(string, Evidence)) {
	if slices.ContainsFunc(scripts, func(s script) bool { return s.navigate > 0 }) {
		return
	}
	for _, s := range scripts {
		for _, link := range s.links {
			target := resolve(tree, path.Dir(s.path), link.Text)
			if target != "" && !inPages(target) && hasScripts(tree, path.Join(path.Dir(target), "pages")) {
				add(target, Evidence{Path: s.path, Line: link.Line, Text: "leads back to " + target})
			}
		}
	}
}

// script is a Python file that imports Streamlit.
type script struct {
	path     string
	source   *diag.Source
	draws    []int           // lines at the top of the file that draw
	drawers  map[string]bool // functions and classes of the file that draw when they are called
	named    string          // script that it starts itself: App("x.py")
	launches int             // line of that
	navigate int             // line of st.navigation; 0 without
	links    []Evidence      // paths that st.switch_page and st.page_link name
	imports  []string
}

// readScripts reads every Python file that mentions Streamlit; tests are no entries.
func readScripts(tree *source.Tree) []script {
	var out []script
	for _, name := range tree.Files() {
		if !source.IsPython(name) || isTest(name) {
			continue
		}
		content, err := tree.Read(name)
		if err != nil || !strings.Contains(string(content), "import") {
			continue
		}
		file, _ := python.Decode(name, content)
		if file == nil {
			continue
		}
		parsed := python.Parse(file.Source, python.Options{})
		s := script{path: name, source: file.Source}
		if s.read(parsed.Module.Body) {
			out = append(out, s)
		}
	}
	return out
}

func isTest(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py") || base == "conftest.py" || base == "setup.py" ||
		slices.ContainsFunc(strings.Split(path.Dir(name), "/"), func(part string) bool { return part == "tests" || part == "test" })
}

// NoEntry explains why there is no entry: the files that draw only when something calls them, else what the folder
// holds instead.
func NoEntry(tree *source.Tree) string {
	if scripts := readScripts(tree); len(scripts) > 0 {
		return fmt.Sprintf("%s imports streamlit, but neither it nor any other file draws when it runs. name the script that is started, as --entry %s", scripts[0].path, scripts[0].path)
	}
	frameworks := map[string]string{"flask": "Flask", "gradio": "Gradio", "dash": "Dash", "django": "Django", "panel": "Panel", "shiny": "Shiny",
		"nicegui": "NiceGUI", "fastapi": "FastAPI"}
	for _, name := range tree.Files() {
		content, err := tree.Read(name)
		if err != nil || !source.IsPython(name) || isTest(name) {
			continue
		}
		for i, line := range strings.Split(string(content), "\n") {
			words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t.,", r) })
			if len(words) > 1 && (words[0] == "import" || words[0] == "from") && frameworks[words[1]] != "" {
				return fmt.Sprintf("%s:%d: this is a %s application, not a Streamlit app", name, i+1, frameworks[words[1]])
			}
		}
	}
	return "no Python file here imports streamlit"
}
