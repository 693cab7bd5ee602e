package packdev

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// Folders of a pack's tests: tests/CASE/streamlift.yaml is what a project says, tests/CASE/golden what the pack makes of it,
// tests/CASE/edits what people made of that with the version before.
const (
	casesFolder = "tests"
	goldens     = "golden"
	edits       = "edits"
)

// Renderer makes what the templates of a pack make.
type Renderer func(generator.Input) ([]generator.File, error)

// Case is one manifest of a pack's tests and what became of it.
type Case struct {
	Name   string
	Whole  []generator.File // all of the project
	Files  []generator.File // of it, what the layer makes or adds to
	Errors []string         // what is wrong with it; none when it passes
	Stale  []string         // golden files that nothing makes any more
}

// Report is what the tests of a pack showed.
type Report struct {
	Cases []Case
	Never []generator.Branch // templates and branches that no case rendered
}

// Test renders every case of a pack and compares it with what is recorded. load gives the pack anew for each case.
func Test(dir fs.FS, load func() (*pack.Pack, error), render Renderer) (Report, error) {
	var report Report
	manifests, err := Cases(dir)
	if err != nil {
		return report, err
	}
	cover := generator.NewCoverage()
	var last *pack.Pack
	for _, file := range manifests {
		p, err := load()
		if err != nil {
			return report, err
		}
		last = p
		one := Case{Name: path.Base(path.Dir(file))}
		in, err := Input(dir, file, p)
		if err == nil {
			one.Files, err = render(in)
		}
		if err == nil {
			err = generator.Cover(in, cover)
		}
		if err != nil {
			one.Errors = append(one.Errors, err.Error())
		} else {
			one.Whole = slices.Clone(one.Files)
			one.Files = slices.DeleteFunc(one.Files, func(f generator.File) bool { return !ownFile(f, p) })
			err = one.compare(dir, path.Join(path.Dir(file), goldens))
		}
		if err != nil && len(one.Errors) == 0 {
			return report, err
		}
		report.Cases = append(report.Cases, one)
	}
	for _, b := range cover.Branches() {
		if own(b.Template, last) && !b.Rendered {
			b.Template = b.Template[strings.IndexByte(b.Template, ':')+1:]
			report.Never = append(report.Never, b)
		}
	}
	slices.SortFunc(report.Never, func(a, b generator.Branch) int {
		return cmp.Or(cmp.Compare(a.Template, b.Template), cmp.Compare(a.Line, b.Line))
	})
	return report, nil
}

// Cases lists the manifests of a pack's tests.
func Cases(dir fs.FS) ([]string, error) {
	return fs.Glob(dir, path.Join(casesFolder, "*", manifest.FileName))
}

// Edits lists the files that a case records as people edited them after they were generated: by path in the project.
func Edits(dir fs.FS, file string) (map[string][]byte, error) {
	folder := path.Join(path.Dir(file), edits)
	found := map[string][]byte{}
	err := fs.WalkDir(dir, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		found[strings.TrimPrefix(name, folder+"/")], err = fs.ReadFile(dir, name)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return found, err
}

// Input reads the manifest of a case and sets the pack's parameters to what it says.
func Input(dir fs.FS, file string, p *pack.Pack) (generator.Input, error) {
	text, err := fs.ReadFile(dir, file)
	if err != nil {
		return generator.Input{}, err
	}
	m, diags := manifest.Load(file, text)
	if diags.Failed() {
		return generator.Input{}, diags
	}
	values := map[string]any{}
	for _, one := range m.Pack.Parameters {
		values[one.Name] = one.Value
	}
	if _, err := p.Choose(values); err != nil {
		return generator.Input{}, diag.List{diag.At(m.Source, m.Pack.Span, err.Error(), "")}
	}
	if m.Target == "auto" {
		m.Target = cmp.Or(p.Target, m.Target)
	}
	return generator.Input{Manifest: m, Pack: p}, nil
}

// ownFile reports whether the uppermost layer of a pack makes a file or adds to it.
func ownFile(f generator.File, p *pack.Pack) bool {
	return own(f.Template, p) || slices.ContainsFunc(f.Merged, func(name string) bool { return own(name, p) })
}

// own reports whether a template is of the uppermost layer of a pack.
func own(template string, p *pack.Pack) bool {
	return len(p.Layers) == 1 || strings.HasPrefix(template, p.Name+":")
}

// compare holds the files of a case against the recorded ones, in both directions.
func (c *Case) compare(dir fs.FS, folder string) error {
	made := map[string]bool{}
	for _, f := range c.Files {
		made[f.Path] = true
		want, err := fs.ReadFile(dir, path.Join(folder, f.Path))
		switch {
		case err != nil:
			c.Errors = append(c.Errors, fmt.Sprintf("%s is made and not recorded", f.Path))
		case string(want) != string(f.Content):
			c.Errors = append(c.Errors, fmt.Sprintf("%s is not what is recorded: line %d is %q", f.Path, firstDifference(string(want), string(f.Content)), differing(string(want), string(f.Content))))
		}
	}
	if _, err := fs.Stat(dir, folder); err != nil {
		return nil // nothing is recorded yet
	}
	return fs.WalkDir(dir, folder, func(name string, entry fs.DirEntry, err error) error {
		if rel := strings.TrimPrefix(name, folder+"/"); err == nil && !entry.IsDir() && !made[rel] {
			c.Stale = append(c.Stale, name)
			c.Errors = append(c.Errors, fmt.Sprintf("%s is recorded and no longer made", rel))
		}
		return err
	})
}

// firstDifference is the first line in which two texts differ.
func firstDifference(a, b string) int {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(left), len(right)) {
		if left[i] != right[i] {
			return i + 1
		}
	}
	return min(len(left), len(right)) + 1
}

// differing is that line of the second text.
func differing(a, b string) string {
	lines := strings.Split(b, "\n")
	if at := firstDifference(a, b); at <= len(lines) {
		return lines[at-1]
	}
	return ""
}
