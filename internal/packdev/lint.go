package packdev

import (
	_ "embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/pack"
)

// record lists every field that the API of packs ever had, those that will go with a mark.
//
//go:embed api-1.txt
var record string

// deprecated lists the fields that will go, as "App.Package".
func deprecated(record string) map[string]bool {
	going := map[string]bool{}
	for line := range strings.Lines(record) {
		if words := strings.Fields(line); len(words) > 0 && words[len(words)-1] == "deprecated" {
			going[words[0]] = true
		}
	}
	return going
}

// maxLines is how long a template may be before nobody can read it.
const maxLines = 150

// Lint finds mistakes of the uppermost layer of a pack; tree is what that layer is made of.
func Lint(p *pack.Pack, tree pack.Tree) diag.List { return lintWith(p, tree, deprecated(record)) }

func lintWith(p *pack.Pack, tree pack.Tree, going map[string]bool) diag.List {
	c := &checker{pack: p, going: going, own: map[string]*diag.Source{}, trees: map[string]*parse.Tree{}, files: map[string]string{},
		visited: map[string]bool{}, called: map[string]bool{}, used: map[string]bool{}}
	for _, f := range tree.Files {
		c.file(f)
	}
	for _, t := range p.Sources {
		c.parse(t)
	}
	if slices.ContainsFunc(c.found, func(d diag.Diagnostic) bool { return d.Rule == "syntax" }) {
		return c.found.Sorted() // what is not read cannot be judged
	}
	for i, f := range p.Files {
		c.row(i, f)
	}
	c.leftOver()
	return c.found.Sorted()
}

// note reports a file as a whole.
func (c *checker) note(file, rule, message, advice string) {
	c.found = append(c.found, diag.Diagnostic{Path: file, Message: message, Advice: advice, Rule: rule})
}

// file checks what needs no parser.
func (c *checker) file(f pack.TreeFile) {
	text := string(f.Content)
	template := path.Ext(f.Path) == ".tmpl"
	if f.Executable {
		c.note(f.Path, "executable", "the file may be run", "nothing in a pack runs: take the bit off, and say `executable: true` in the file table for its output")
	}
	if strings.ContainsFunc(f.Path, func(r rune) bool { return r >= utf8.RuneSelf }) {
		c.note(f.Path, "name", "the name holds letters that not every system spells alike", "use ASCII")
	}
	if !template && f.Path != pack.Manifest {
		return
	}
	switch {
	case !utf8.Valid(f.Content):
		c.note(f.Path, "encoding", "the text is no UTF-8", "save it as UTF-8")
	case strings.HasPrefix(text, "\ufeff"):
		c.note(f.Path, "encoding", "the text begins with a byte order mark", "save it without")
	}
	if strings.Contains(text, "\r") {
		c.note(f.Path, "line-end", "lines end in CRLF", "save it with LF")
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		c.note(f.Path, "last-line", "the last line has no end", "end it with a line feed")
	}
	if n := strings.Count(text, "\n"); template && n > maxLines {
		c.note(f.Path, "length", fmt.Sprintf("the template has %d lines, at most %d", n, maxLines), "move a part into a partial")
	}
}

// parseError is how the template parser words an error.
var parseError = regexp.MustCompile(`^template: .*?:(\d+)(?::\d+)?: (.*)$`)

// parse reads a template; those of layers below are not checked but called.
func (c *checker) parse(t pack.Template) {
	name, partial := t.Partial()
	if !partial {
		name = t.Name
	}
	file := t.Name[strings.IndexByte(t.Name, ':')+1:]
	c.files[name] = t.Name
	if t.Layer == c.pack.Name {
		c.own[t.Name] = diag.NewSource(file, t.Text)
	}
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck
	all := map[string]*parse.Tree{}
	if _, err := tree.Parse(t.Text, c.pack.Left, c.pack.Right, all); err != nil {
		src, own := c.own[t.Name]
		found := parseError.FindStringSubmatch(err.Error())
		if !own || found == nil {
			return
		}
		line, _ := strconv.Atoi(found[1])
		d := diag.At(src, diag.Span{Start: src.LineStart(line), End: src.LineStart(line)}, found[2], "")
		d.Rule = "syntax"
		c.found = append(c.found, d)
		return
	}
	for inner, parsed := range all {
		c.trees[inner] = parsed
		if inner != name {
			c.files[inner] = t.Name
			c.called[inner] = true
		}
	}
	c.trees[name] = tree
}

// row checks a row of the file table with the templates that it runs.
func (c *checker) row(i int, f pack.File) {
	dot := rootType(f.ForEach)
	c.language = languageOf(f.Path)
	for _, name := range append([]string{f.Template}, f.Merges...) {
		c.walk(name, dot)
	}
	if f.When == "" {
		return
	}
	src := diag.NewSource(pack.Manifest, f.When)
	tree := parse.New("when")
	tree.Mode = parse.SkipFuncCheck
	name := fmt.Sprintf("when %d", i)
	parsed, err := tree.Parse(c.pack.Left+f.When+c.pack.Right, c.pack.Left, c.pack.Right, map[string]*parse.Tree{})
	if err != nil || len(parsed.Root.Nodes) != 1 {
		return // the loader told
	}
	action, ok := parsed.Root.Nodes[0].(*parse.ActionNode)
	if !ok {
		return
	}
	if f.Layer == c.pack.Name {
		c.own[name] = src
	}
	c.template = name
	before := len(c.found)
	typ, _ := c.pipe(action.Pipe, dot, nil)
	if t := under(typ); t != nil && t != boolType {
		c.fail(action, "condition", fmt.Sprintf("the condition %q is no boolean", f.When), "name a boolean of the view or a parameter")
	}
	for j := before; j < len(c.found); j++ {
		c.found[j].Position, c.found[j].Excerpt = diag.Position{}, ""
		c.found[j].Message = fmt.Sprintf("file %q: %s", f.Path, c.found[j].Message)
	}
}

// languageOf is the quoting function of the language of a file; "" where any may do.
func languageOf(file string) string {
	base := path.Base(file)
	switch ext := path.Ext(file); {
	case base == "Dockerfile":
		return "docker"
	case ext == ".yml" || ext == ".yaml":
		return "yaml"
	case slices.Contains([]string{".py", ".toml", ".json", ".md", ".sh"}, ext):
		return ext[1:]
	}
	return ""
}

// leftOver finds what the pack has and nothing uses.
func (c *checker) leftOver() {
	for _, name := range c.pack.Unused() {
		if src, own := c.own[name]; own {
			c.note(src.Path, "unused-template", "no row of the file table uses the template", "add a row, or delete it")
		}
	}
	for _, t := range c.pack.Sources {
		name, partial := t.Partial()
		if src, own := c.own[t.Name]; own && partial && !c.called[name] {
			c.note(src.Path, "unused-partial", fmt.Sprintf("no template calls the partial %q", name), "delete it")
		}
	}
	for _, p := range c.pack.Parameters {
		if p.Layer != c.pack.Name {
			continue
		}
		if !c.used[p.Name] {
			c.note(pack.Manifest, "unused-parameter", fmt.Sprintf("no template reads the parameter %q", p.Name), "delete it")
		}
		if p.Description == "" {
			c.note(pack.Manifest, "description", fmt.Sprintf("the parameter %q has no description", p.Name), "say in a few words what it is for")
		}
	}
	for _, f := range c.pack.Files {
		c.unchanged(f)
	}
}

// unchanged finds a replacement that is what it replaces.
func (c *checker) unchanged(f pack.File) {
	src, own := c.own[f.Template]
	if !own || f.Layer != c.pack.Name {
		return
	}
	for _, t := range c.pack.Sources {
		if t.Layer != c.pack.Name && t.Name[strings.IndexByte(t.Name, ':')+1:] == src.Path && t.Text == src.Text && src.Text != "" {
			c.note(src.Path, "unchanged", fmt.Sprintf("is the very template of pack %s", t.Layer), "delete it with its entry below `replaces:`")
		}
	}
}
