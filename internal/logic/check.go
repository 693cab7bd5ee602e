package logic

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// Modules are the Python files of an app's logic, read.
type Modules struct {
	manifest *manifest.Manifest
	app      fs.FS
	files    []*python.File // by path, sorted
	taken    map[string]bool
	diags    diag.List
}

// Parse reads the Python files among the logic. app is the whole folder of the app.
func Parse(m *manifest.Manifest, app fs.FS, files []File) *Modules {
	all := &Modules{manifest: m, app: app, taken: map[string]bool{}}
	for _, f := range files {
		all.taken[f.Path] = true
		if !source.IsPython(f.Path) {
			continue
		}
		text, problems := python.Decode(path.Join(m.App.Source, f.Path), f.Content)
		parsed := python.Parse(text.Source, python.Options{})
		all.files = append(all.files, parsed)
		all.diags = append(append(all.diags, problems...), parsed.Problems...)
	}
	slices.SortFunc(all.files, func(a, b *python.File) int { return cmp.Compare(a.Source.Path, b.Source.Path) })
	return all
}

// Check compares the manifest with the modules: functions exist and take what operations give them,
// and no module needs Streamlit or a file that is not taken.
func (a *Modules) Check() diag.List {
	for _, file := range a.files {
		eachImport(file.Module.Body, func(name string, level int, span diag.Span) { a.checkImport(file, name, level, span) })
	}
	for _, op := range a.manifest.Operations {
		if op.From.Kind == manifest.FromCall {
			a.checkCall(op)
		}
	}
	return a.diags.Sorted()
}

// ThirdParty are the top-level modules that are neither Python's own nor the app's, sorted.
func (a *Modules) ThirdParty() []string {
	var names []string
	for _, file := range a.files {
		eachImport(file.Module.Body, func(name string, level int, _ diag.Span) {
			top, _, _ := strings.Cut(name, ".")
			if level == 0 && !source.StandardLibrary(top) && a.local(top) == "" {
				names = append(names, top)
			}
		})
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// local gives the file or folder of the app behind a dotted name, "" for what is not the app's.
func (a *Modules) local(module string) string {
	base := strings.ReplaceAll(module, ".", "/")
	for _, name := range []string{base + ".py", base + "/__init__.py", base} {
		if info, err := fs.Stat(a.app, name); err == nil && (name != base || info.IsDir()) {
			return name
		}
	}
	return ""
}

func (a *Modules) checkImport(file *python.File, name string, level int, span diag.Span) {
	if level > 0 {
		folder := strings.TrimPrefix(path.Dir(file.Source.Path), path.Clean(a.manifest.App.Source)+"/")
		for ; level > 1; level-- {
			folder = path.Dir(folder)
		}
		name = strings.ReplaceAll(path.Join(folder, strings.ReplaceAll(name, ".", "/")), "/", ".")
	}
	top, _, _ := strings.Cut(name, ".")
	target := a.local(name)
	switch {
	case top == "streamlit":
		a.diags = append(a.diags, diag.At(file.Source, span, "logic imports streamlit, which the service does not have",
			"move what draws to the pages, or take the file out of `logic`"))
	case target != "" && source.IsPython(target) && !a.taken[target]:
		a.diags = append(a.diags, diag.At(file.Source, span, fmt.Sprintf("logic imports %q of the app, which is not taken", name),
			fmt.Sprintf("list %q under `logic` too", target)))
	}
}

// checkCall compares an operation with the function that it calls.
func (a *Modules) checkCall(op manifest.Operation) {
	fail := func(span diag.Span, message, advice string) {
		a.diags = append(a.diags, diag.At(a.manifest.Source, span, message, advice))
	}
	target := a.local(op.From.Module)
	if !a.taken[target] {
		fail(op.From.Span, fmt.Sprintf("there is no module %q in the app", op.From.Module), "write it as package.module, below `app.source`")
		return
	}
	want := path.Join(a.manifest.App.Source, target)
	file := a.files[slices.IndexFunc(a.files, func(f *python.File) bool { return f.Source.Path == want })]
	function, names := find(file.Module.Body, op.From.Function)
	switch {
	case function == nil && slices.Contains(names, op.From.Function):
		return // imported or assigned there: what it takes is not seen
	case function == nil:
		advice := "functions are top-level definitions of the module"
		if near := diag.Nearest(op.From.Function, names); near != "" {
			advice = fmt.Sprintf("did you mean %q?", near)
		}
		fail(op.From.Span, fmt.Sprintf("module %q has no function %q", op.From.Module, op.From.Function), advice)
		return
	}
	if len(function.Decorators) > 0 {
		return // what a decorated function takes is its decorator's affair
	}
	given := map[string]diag.Span{}
	for _, in := range op.Inputs {
		given[in.Name] = in.Span
	}
	for _, use := range op.Uses {
		given[use.Parameter] = use.Span
	}
	a.checkParameters(op, function.Params, given)
}

// checkParameters compares what is given by keyword with what a function takes.
func (a *Modules) checkParameters(op manifest.Operation, params *python.Arguments, given map[string]diag.Span) {
	fail := func(span diag.Span, message, advice string) {
		a.diags = append(a.diags, diag.At(a.manifest.Source, span, message, advice))
	}
	where := op.From.Module + ":" + op.From.Function
	var takes []string
	for i, arg := range params.Args {
		takes = append(takes, arg.Name)
		required := len(params.PosOnly)+i < len(params.PosOnly)+len(params.Args)-len(params.Defaults)
		if _, ok := given[arg.Name]; !ok && required {
			fail(op.From.Span, fmt.Sprintf("%s needs %q, which is neither input nor `uses` of %q", where, arg.Name, op.ID), "add it to `inputs`")
		}
	}
	for i, arg := range params.KwOnly {
		takes = append(takes, arg.Name)
		if _, ok := given[arg.Name]; !ok && params.KwDefaults[i] == nil {
			fail(op.From.Span, fmt.Sprintf("%s needs %q, which is neither input nor `uses` of %q", where, arg.Name, op.ID), "add it to `inputs`")
		}
	}
	if required := len(params.PosOnly) - max(0, len(params.Defaults)-len(params.Args)); required > 0 {
		fail(op.From.Span, fmt.Sprintf("%s takes %q by position only", where, params.PosOnly[0].Name), "inputs go in by keyword: take the / out of the function")
	}
	for name, span := range given {
		if name == "" || params.KwArg != nil || slices.Contains(takes, name) {
			continue
		}
		advice := "it takes: " + strings.Join(takes, ", ")
		if near := diag.Nearest(name, takes); near != "" {
			advice = fmt.Sprintf("did you mean %q?", near)
		}
		fail(span, fmt.Sprintf("%s takes no %q", where, name), advice)
	}
}
