package cmd

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/decide"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/lift"
	"github.com/streamlift/streamlift/internal/manifest"
	reporting "github.com/streamlift/streamlift/internal/report"
	"github.com/streamlift/streamlift/internal/source"
)

// ownPages is the value of `ui` for which the app's own pages become the UI.
const ownPages = "app"

// lifted is what moves out of the project's app, found once.
func (p *project) lifted() (*moves, error) {
	if p.moves != nil {
		return p.moves, nil
	}
	evidence, err := p.audited()
	if err != nil {
		return nil, err
	}
	p.moves, err = lifted(p.manifest, evidence, p.app())
	return p.moves, err
}

// moves is what moves out of an app, and what there is to say about it.
type moves struct {
	generator.Lifted
	report *reporting.Moves // nil where nothing was to move
	notes  []string
}

// lifted moves the functions that a manifest lifts out of its app. Nothing moves where nothing is lifted and the pages
// are generated.
func lifted(m *manifest.Manifest, evidence *decide.Evidence, app string) (*moves, error) {
	out := &moves{}
	operations := lifts(m)
	if m.UI != ownPages && len(operations) == 0 {
		return out, nil
	}
	if m.App.Source == "" || m.App.Entry == "" {
		return nil, usage("%s lifts functions out of an app, but does not name it. add `app: {source: ..., entry: ...}`", manifest.FileName)
	}
	program, reached, done, err := readApp(app, m.App.Entry)
	if err != nil {
		return nil, err
	}
	defer done()
	result := lift.Move(lift.Input{App: reached, Program: program, Package: view.NewName(m.App.Name, "app").Snake, Operations: operations})
	out.Lifted.Lifted = liftedView(result)
	for _, f := range result.Service {
		out.Service = append(out.Service, generator.LogicFile{Path: f.Path, Content: []byte(f.Text)})
	}
	var replaced []string
	out.ServiceNeeds, replaced = beside(requirements(app, result.Modules))
	if m.UI == ownPages {
		for _, f := range result.UI {
			out.UI = append(out.UI, generator.LogicFile{Path: f.Path, Content: []byte(f.Text)})
		}
		out.UINeeds = requirements(app, append(result.UIImport, "streamlit"))
		if own, err := reached.Tree.Read(streamlitConfig); err == nil {
			out.UI = append(out.UI, generator.LogicFile{Path: streamlitConfig, Content: withDefaults(own)})
			out.Configured = true
		}
	}
	told := newMoving(m, result, slices.Concat(result.Kept, keptByManifest(m, program)), inPages(m, evidence))
	out.report, out.notes = &told.report, append(told.notes(), replaced...)
	return out, nil
}

// liftedView is what moved, as the view needs it; what it needs installed is added by the caller.
func liftedView(result lift.Result) view.Lifted {
	out := view.Lifted{
		Functions: map[string]string{}, Modules: map[string]string{}, Shapes: view.Shapes{}, Methods: map[string]view.Method{},
		Shimmed: map[string]bool{}, Silent: map[string]bool{}, Stays: map[string]string{}, Secrets: result.Secrets, UISecrets: result.UISecrets, ReadsSecrets: result.ReadsSecrets,
		Texts: result.Drawn.Texts, Values: result.Drawn.Values, Endings: result.Drawn.Endings, Clears: result.Drawn.Clears,
		Session: result.Drawn.Session, Deletes: result.Drawn.Deletes, Reads: map[string][]string{},
		Prepares: result.Prepares, Files: result.Files, Beside: result.Beside, Variables: result.Variables, UIVariables: result.UIVariables,
	}
	for _, one := range result.Drawn.Emptied {
		out.Emptied = append(out.Emptied, view.EmptiedCache{Module: one.Module, Function: one.Function, UI: one.UI})
	}
	for _, class := range result.Classes {
		out.Classes = append(out.Classes, view.CarriedClass{Wire: class.Wire, Module: class.Module, Class: class.Class, UI: class.UI})
	}
	for _, moved := range result.Moved {
		out.Functions[moved.Operation] = moved.Module + "." + moved.Function
		out.Modules[moved.Operation] = moved.Module
		for _, shape := range moved.Shapes {
			if out.Shapes[moved.Operation] == nil {
				out.Shapes[moved.Operation] = map[string]view.Shape{}
			}
			out.Shapes[moved.Operation][shape.Parameter] = view.Shape{Container: shape.Container, Module: shape.Module, Class: shape.Class}
		}
		if moved.Method != "" {
			out.Methods[moved.Operation] = view.Method{Module: moved.Home, Path: moved.Method, Bare: moved.Bare}
		}
		out.Shimmed[moved.Operation] = moved.Shimmed
		out.Silent[moved.Operation] = moved.Silent
		out.Reads[moved.Operation] = moved.Reads
	}
	for _, kept := range result.Kept {
		out.Stays[kept.Operation] = kept.Reasons[0].String()
	}
	return out
}

// lifts are the operations whose functions are to be moved.
func lifts(m *manifest.Manifest) []lift.Operation {
	var out []lift.Operation
	for _, op := range m.Operations {
		if op.From.Kind != manifest.FromLift || op.Kept || !op.Expose {
			continue
		}
		one := lift.Operation{ID: op.ID, File: op.From.File, Function: op.From.Function}
		for _, use := range op.Uses {
			if use.Parameter != "" {
				one.Resources = append(one.Resources, use.Parameter)
			}
		}
		for _, in := range op.Inputs {
			if in.Table {
				one.Tables = append(one.Tables, in.Name)
			}
		}
		out = append(out, one)
	}
	return out
}

// readApp reads an app from its entry and finds what its functions do. Call done when nothing more is read.
func readApp(app, entry string) (program *flow.Program, reached *flow.App, done func() error, err error) {
	if isProject(app) {
		return nil, nil, nil, usage("%s is a generated project, which is never read as an app. point `app.source` at the app itself", app)
	}
	tree, done, err := source.Open(app, source.Limits{})
	if err != nil {
		return nil, nil, nil, usage("the app cannot be read: %w. mend `app.source` in %s; `streamlift generate --detach` ends the need for it while it is there", err, manifest.FileName)
	}
	if !tree.Has(path.Clean(entry)) {
		return nil, nil, nil, usage("the app has no %q. name the script that `streamlit run` starts as `app.entry`", entry)
	}
	described, err := catalogue.Load()
	if err != nil {
		return nil, nil, nil, err
	}
	reached = flow.Reach(tree, path.Clean(entry))
	return flow.AnalyseApp(reached, described), reached, done, nil
}

// requirements are what modules need installed, as the app states it; those of Python itself are left out.
func requirements(app string, modules []string) []string {
	var foreign []string
	for _, module := range modules {
		if module == "streamlit" || !source.StandardLibrary(module) {
			foreign = append(foreign, module)
		}
	}
	var sites []fs.FS
	for _, folder := range source.Environments(app, os.Getenv("VIRTUAL_ENV")) {
		sites = append(sites, os.DirFS(folder))
	}
	var out []string
	if oldNumPy(os.DirFS(app)) {
		out = append(out, "pyarrow<26")
	}
	for _, d := range source.Dependencies(os.DirFS(app), sites, append(foreign, plugins(app, foreign)...)) {
		if !d.Guess || !folderOfApps(d.Module) {
			out = append(out, d.Full())
		}
	}
	return out
}

// oldNumPy reports whether an app holds NumPy below 2, by its own pin or by that of pandas, and leaves pyarrow open: from
// 26 on that starts with NumPy 2 only, and does not say so where versions are chosen.
func oldNumPy(app fs.FS) bool {
	old := false
	for _, r := range source.Stated(app) {
		switch r.Name {
		case "pyarrow":
			return false
		case "numpy":
			old = old || below(r.Spec, "2")
		case "pandas":
			old = old || below(r.Spec, "2.2.2")
		}
	}
	return old
}

// below reports whether a requirement allows no version from a bound on.
func below(spec, bound string) bool {
	return slices.ContainsFunc(strings.Split(spec, ","), func(clause string) bool {
		if version, ok := strings.CutPrefix(clause, "<"); ok && !strings.HasPrefix(version, "=") {
			return source.CompareVersions(version, bound) <= 0
		}
		for _, operator := range []string{"===", "==", "<=", "~="} {
			if version, ok := strings.CutPrefix(clause, operator); ok {
				return source.CompareVersions(version, bound) < 0
			}
		}
		return false
	})
}

// folderOfApps reports whether a module that no file of the app is, and nothing states, is a part of the app that is not
// here rather than a library: what the index has under such a name is a stranger's.
func folderOfApps(module string) bool {
	return slices.Contains([]string{
		"app", "api", "backend", "common", "components", "config", "core", "data", "database", "db", "helpers", "lib", "libs",
		"main", "models", "modules", "pages", "scripts", "services", "settings", "src", "tests", "tools", "ui", "util", "utils", "views",
	}, module)
}

// beside takes from what moved code needs the packages that the service itself is built on, in versions of its own; the
// notes name pins of the app that this replaces.
func beside(needs []string) (kept, notes []string) {
	own := []string{"anyio", "fastapi", "pydantic", "pydantic-settings", "python-multipart", "starlette", "structlog", "uvicorn"}
	for _, need := range needs {
		r, ok := source.ParseRequirement(need)
		switch {
		case !ok || !slices.Contains(own, r.Name):
			kept = append(kept, need)
		case strings.ContainsAny(r.Spec, "<~") || strings.Contains(r.Spec, "=="):
			notes = append(notes, fmt.Sprintf("note: the pages keep %s; the service takes the %s that it is built on", need, r.Name))
		}
	}
	return kept, notes
}

// plugins are modules that an app states and never imports, because one of the given modules loads them by name:
// engines for file formats, drivers of databases.
func plugins(app string, modules []string) []string {
	loaded := map[string][]string{
		"pandas": {"openpyxl", "xlrd", "xlsxwriter", "odfpy", "pyxlsb", "lxml", "html5lib", "pyarrow", "fastparquet", "tables", "tabulate", "jinja2"},
		"sqlalchemy": {"psycopg", "psycopg2", "psycopg2-binary", "pymysql", "mysqlclient", "mysql-connector-python", "pyodbc", "oracledb",
			"aiosqlite", "asyncpg", "aiomysql", "asyncmy", "pymssql", "cx-oracle", "duckdb-engine", "snowflake-sqlalchemy", "sqlalchemy-bigquery"},
		"stmol": {"ipython-genutils"}, // which it imports and does not ask for
	}
	var found []string
	for _, r := range source.Requirements(os.DirFS(app)) {
		for _, module := range modules {
			if slices.Contains(loaded[module], r.Name) && !slices.Contains(found, r.Name) {
				found = append(found, r.Name)
			}
		}
	}
	return found
}
