package verify

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// example is an app of the repository whose project must show what it shows.
type example struct {
	manifest string   // of the project; "": the app's own, else what the audit writes
	pages    []string // besides the entry
	imports  []string // what takes long to import
	least    int      // interactions that change something, of few sequences a page
	all      int      // and of as many as the budget lets
}

// examples are by the name of their folder.
var examples = map[string]example{
	"clinic": {imports: []string{"pandas"}, least: 2, all: 30},
	"energy": {imports: []string{"altair"}, pages: []string{"views/overview.py", "views/readings.py", "views/tariffs.py"}, least: 6, all: 90},
	"loans":  {imports: []string{"altair"}, least: 2, all: 35},
	"prices": {imports: []string{"altair"}, least: 2, all: 15},
	"sales":  {imports: []string{"plotly.graph_objects", "sqlalchemy"}, manifest: "../../golden/testdata/lifted/streamlift.yaml", pages: []string{"pages/1_Products.py", "pages/2_Orders.py"}, least: 3, all: 30},
}

// soak reports whether the tests may take the time they need to show all.
func soak() bool { return os.Getenv("STREAMLIFT_SOAK") == "verify" }

// tool is the built binary.
var tool = sync.OnceValues(func() (string, error) {
	file := filepath.Join(scratch, "streamlift")
	out, err := exec.Command("go", "build", "-o", file, "../../cmd/streamlift").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return file, nil
})

// scratch is where the binary lies.
var scratch = filepath.Join(os.TempDir(), fmt.Sprintf("streamlift-tool-%d", os.Getpid()))

func TestMain(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(scratch)
	os.Exit(code)
}

// streamlift runs the tool.
func streamlift(t *testing.T, args ...string) {
	t.Helper()
	file, err := tool()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(file, args...).CombinedOutput(); err != nil {
		t.Fatalf("streamlift %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// route is a line of the generated table of what moved.
var route = regexp.MustCompile(`"(/v1/[\w/-]+)": Moved\(\s*"(\w+)"`)

// interpreter is a Python with Streamlit and what generated projects need.
func interpreter(t *testing.T) string {
	t.Helper()
	python := os.Getenv("STREAMLIFT_E2E_PYTHON")
	if python == "" {
		t.Skip("STREAMLIFT_E2E_PYTHON is not set: run `make unit`, which builds the environment with Streamlit")
	}
	return python
}

// pair is a copy of an example and the project made from it.
func pair(t *testing.T, name string) Setup {
	t.Helper()
	return projectOf(t, "../../examples", name)
}

// projectOf is the same for any app in a folder.
func projectOf(t *testing.T, where, name string) Setup {
	t.Helper()
	python, folder := interpreter(t), t.TempDir()
	app, project := filepath.Join(folder, name), filepath.Join(folder, "project")
	if err := os.CopyFS(app, os.DirFS(filepath.Join(where, name))); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(app, "streamlift.yaml")
	if other := examples[name].manifest; other != "" {
		put(t, manifest, read(t, other))
	} else if _, err := os.Stat(manifest); err != nil {
		streamlift(t, "audit", app, "-o", manifest)
	}
	streamlift(t, "generate", manifest, "--as", "split", "-o", project)
	table := read(t, filepath.Join(project, "service", "src", name, "api", "replay.py"))
	operations := map[string]string{}
	for _, found := range route.FindAllStringSubmatch(table, -1) {
		operations[found[1]] = found[2]
	}
	environment := map[string]string{"API_KEY": "a-key-of-tests-with-32-characters"}
	imports := examples[name].imports
	return Setup{
		Old: Side{Python: python, Root: app, Entry: "app.py", Preload: append([]string{"streamlit.testing.v1"}, imports...)},
		New: Side{
			Python: python, Root: filepath.Join(project, "ui"), Entry: "app.py", Path: []string{filepath.Join(project, "client", "src")},
			Preload: append([]string{"streamlit.testing.v1", name + "_client"}, imports...), Environment: environment,
		},
		Service: &Side{
			Python: python, Root: filepath.Join(project, "service"), App: name + ".main:create_app",
			Path: []string{filepath.Join(project, "service", "src")}, Preload: []string{"uvicorn", name + ".main"}, Environment: environment,
		},
		Pages: examples[name].pages, Recipe: recipe(t, app), Operations: operations, Seed: 1, Budget: 5 * time.Minute,
	}
}

// recipe is the one that an example brings along.
func recipe(t *testing.T, app string) Recipe {
	t.Helper()
	var found Recipe
	content, err := os.ReadFile(filepath.Join(app, "verify.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return found
	}
	if err == nil {
		err = yaml.Unmarshal(content, &found)
	}
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSame holds that the projects of the examples show what their apps show, on every page, after every step; and with
// STREAMLIFT_SOAK=verify, that at least 200 steps change something, and ask every operation that moved.
func TestSame(t *testing.T) {
	interpreter(t)
	total := 0
	for _, name := range slices.Sorted(maps.Keys(examples)) {
		t.Run(name, func(t *testing.T) {
			setup, least := pair(t, name), examples[name].all
			if !soak() {
				setup.Sequences, least = 2, examples[name].least
			}
			result := same(t, setup)
			if got := result.Totals.Interactions[Same]; got < least {
				t.Errorf("%d interactions changed something, want at least %d", got, least)
			}
			for _, op := range result.Operations {
				if op.Verdict != Same && (soak() || op.Verdict != NotRun) {
					t.Errorf("operation %s: %+v", op.Operation, op)
				}
			}
			total += result.Totals.Interactions[Same]
			t.Logf("%v", result.Totals)
		})
	}
	if soak() && total < 200 {
		t.Errorf("%d interactions changed something, want at least 200", total)
	}
}

// TestServiceImportsNoStreamlit holds that a service whose functions drew on pages does not load what draws.
func TestServiceImportsNoStreamlit(t *testing.T) {
	setup := pair(t, "prices")
	const program = "import sys; import prices.main; prices.main.create_app(); print('streamlit' in sys.modules)"
	c := exec.Command(setup.Service.Python, "-c", program)
	c.Dir = setup.Old.Root
	c.Env = append(os.Environ(), "PYTHONPATH="+setup.Service.Path[0], "DATA_ROOT="+setup.Old.Root,
		"API_KEY="+setup.Service.Environment["API_KEY"], `APP_SECRETS={"tax": 0.1, "shop": {"currency": "EUR"}}`)
	if out, err := c.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "False" {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestImportTime holds that what the modules of a service do when they are imported, they do where the app's data lies,
// that randomness which they chose is theirs, and that chance is the same in every rerun; where processes are forked, and
// where nothing is.
func TestImportTime(t *testing.T) {
	setup := projectOf(t, "testdata", "chance")
	for _, c := range []struct {
		spawn bool
		draws int
	}{{false, 3}, {true, 1}} {
		setup.Spawn, setup.Sequences = c.spawn, c.draws
		result := same(t, setup)
		if got := len(result.Interactions); got != c.draws || result.Interactions[0].Verdict != Same {
			t.Errorf("spawned %v: %d draws were compared, want %d, the first is %s", c.spawn, got, c.draws, result.Interactions[0].Verdict)
		}
	}
}

// same compares, and reports all that is not the same.
func same(t *testing.T, setup Setup) *Result {
	t.Helper()
	result, err := Run(t.Context(), setup)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range result.Pages {
		if page.Verdict != Same {
			t.Errorf("%s: %s %s %+v", page.Page, page.Verdict, page.Reason, page.Difference)
		}
	}
	for _, i := range result.Interactions {
		if i.Verdict != Same && i.Verdict != NoEffect {
			t.Errorf("%s: %v: %s %s %+v", i.Page, i.Steps, i.Verdict, i.Reason, i.Difference)
		}
	}
	return result
}

// TestVerdicts compares pages with themselves or with a page that is wrong: what proves nothing is never called same,
// and no page reaches anything but this machine.
func TestVerdicts(t *testing.T) {
	const connect = "import socket\ntry:\n    socket.create_connection(('example.com', 80), timeout=3)\n    st.write('reached')\nexcept OSError:\n    st.write('refused')\n"
	const archive = "from io import BytesIO\nfrom time import perf_counter_ns\nfrom zipfile import ZipFile, ZipInfo\nout = BytesIO()\n"
	const machine = "from collections import namedtuple\nfrom time import perf_counter_ns\nNow = namedtuple('Now', 'percent rss')\ndef now(*_):\n    return Now(perf_counter_ns(), perf_counter_ns())\n" +
		"virtual_memory = swap_memory = cpu_percent = now\ncpu_count = lambda: 1\nclass Process:\n    memory_info = memory_percent = cpu_percent = now\n"
	const secret = "import os\ntry:\n    found = st.secrets['token']\nexcept Exception:\n    found = 'real' if os.path.exists('.env') else 'none'\n"
	cases := []struct {
		name, old, new string
		page           Verdict
		interaction    Verdict // of the first one; "" where there is none
	}{
		{name: "changes", old: "st.dataframe({'a': [1]})\nst.write(st.text_input('Name'))\n", page: Same, interaction: Same},
		{name: "changes_nothing", old: "st.dataframe({'a': [1]})\nst.text_input('Name')\n", page: Same, interaction: NoEffect},
		{name: "deaf", old: "st.dataframe({'a': [1]})\nst.button('Go')\n", page: Same, interaction: NoEffect},
		{name: "login", old: "st.text_input('Password', type='password')\n", page: NotReached, interaction: NoEffect},
		{name: "settings", old: "st.text_input('Key', type='password')\nfor i in range(10):\n    st.text_input(f'Field {i}')\n", page: Same, interaction: NoEffect},
		{name: "raises", old: "raise ValueError('broken')\n", page: OldFails},
		{name: "itself", old: "import time\nst.write(str(time.perf_counter_ns()))\n", page: Nondeterministic},
		{name: "busy", old: "import psutil\nst.write(psutil.virtual_memory().percent, psutil.cpu_percent(), psutil.Process().memory_info().rss)\n", page: Same},
		{name: "order", old: "st.write('a')\nst.write('b')\n", new: "st.write('b')\nst.write('a')\n", page: Different},
		{name: "file", old: "st.write('x')\nif st.button('Go'):\n    open('kept.txt', 'w').write('1')\n",
			new: "st.write('x')\nif st.button('Go'):\n    open('kept.txt', 'w').write('2')\n", page: Same, interaction: Different},
		{name: "note", old: "st.write('x')\nif st.button('Go'):\n    open('kept.md', 'w').write('1')\n",
			new: "st.write('x')\nif st.button('Go'):\n    open('kept.md', 'w').write('2')\n", page: Same, interaction: Different},
		{name: "writes_anyway", old: "st.dataframe({'a': [1]})\nopen('kept.txt', 'w').write('1')\nst.button('Go')\n", page: Same, interaction: NoEffect},
		{name: "range", old: "from datetime import date\ndays = st.date_input('Days', (date(2026, 1, 1), date(2026, 1, 31)))\nst.write((days[-1] - days[0]).days)\n", page: Same, interaction: Same},
		{name: "environment", old: "import os\nst.write(os.environ.get('CALLERS_TOKEN', 'none'))\n", new: "st.write('none')\n", page: Same},
		{name: "tuples", old: "pick = st.selectbox('Which', [(1, 'one'), (2, 'two')], format_func=lambda option: option[1])\nst.write(pick[0])\n", page: Same, interaction: Same},
		{name: "handles", old: "st.write(st.select_slider('Between', ['a', 'b', 'c'], value=('a', 'b')))\n", page: Same, interaction: Same},
		{name: "editor", old: "table = st.data_editor({'a': [1]}, key='table')\nst.write(sum(table['a']))\n", page: Same, interaction: Same},
		{name: "rows", old: "event = st.dataframe({'a': [1]}, on_select='rerun', key='rows')\nst.write(event.selection.rows)\n", page: Same, interaction: Same},
		{name: "points", old: "import plotly.express as px\nevent = st.plotly_chart(px.bar(x=['a'], y=[1]), on_select='rerun', key='bars')\nst.write(len(event.selection.points))\n",
			page: Same, interaction: Same},
		{name: "dialog", old: "@st.dialog('Sure?')\ndef ask():\n    st.button('Yes')\nst.write('x')\nif st.button('Open'):\n    ask()\n", page: Same, interaction: Same},
		{name: "network", old: connect, page: Same},
		{name: "download", old: archive + "with ZipFile(out, 'w') as z:\n    z.writestr(ZipInfo('a', (1980 + perf_counter_ns() % 100, 1, 1, 0, 0, 0)), 'x')\nst.download_button('Get', out.getvalue(), 'a.zip')\n", page: Same},
		{name: "contents", old: archive + "with ZipFile(out, 'w') as z:\n    z.writestr('a', 'x')\nst.download_button('Get', out.getvalue(), 'a.zip')\n",
			new: archive + "with ZipFile(out, 'w') as z:\n    z.writestr('a', 'y')\nst.download_button('Get', out.getvalue(), 'a.zip')\n", page: Different},
		{name: "secrets", old: secret + "st.write(found)\n", new: secret + "st.write('none')\n", page: Same},
		{name: "placeholder", old: "st.empty()\nst.write('a')\n", new: "st.write('a')\n", page: Same},
		{name: "names", old: "import tree\nst.write(tree.HEIGHT)\n", new: "st.write(3)\n", page: Same},
	}
	t.Setenv("CALLERS_TOKEN", "real")
	side := Side{Python: interpreter(t), Entry: "app.py", Preload: []string{"streamlit.testing.v1"}}
	setup := Setup{Old: side, New: side, Sequences: 1, Budget: 5 * time.Minute, Seed: 1}
	setup.Old.Root, setup.New.Root = t.TempDir(), t.TempDir()
	write := func(root, name, text string) {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("import streamlit as st\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, root := range []string{setup.Old.Root, setup.New.Root} {
		write(root, "app.py", "st.write('entry')\n")
		write(root, "Dockerfile", root) // each its own: no difference that a page made
		write(root, "tree.py", "HEIGHT = 3\n")
		write(root, "psutil.py", machine)
		write(root, ".env", "")
		write(root, ".streamlit/secrets.toml", "")
		put(t, filepath.Join(root, ".streamlit", "secrets.toml"), "token = \"real\"\n")
	}
	for _, c := range cases {
		page := "pages/" + c.name + ".py"
		setup.Pages = append(setup.Pages, page)
		write(setup.Old.Root, page, c.old)
		write(setup.New.Root, page, cmp.Or(c.new, c.old))
	}
	result, err := Run(t.Context(), setup)
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]Verdict{}
	for _, i := range result.Interactions {
		first[i.Page] = i.Verdict
	}
	for i, c := range cases {
		if page := result.Pages[i+1]; page.Page != setup.Pages[i] || page.Verdict != c.page {
			t.Errorf("%s: %+v, want %s", c.name, page, c.page)
		}
		if got := first[setup.Pages[i]]; got != c.interaction {
			t.Errorf("%s: the interaction is %q, want %q", c.name, got, c.interaction)
		}
	}
	if !slices.Contains(result.Hosts, "example.com") {
		t.Errorf("hosts: %v", result.Hosts)
	}
	if len(result.Ticking) > 0 {
		t.Errorf("the clock ran in %v", result.Ticking)
	}
}

// TestFunctionPages holds that pages of st.navigation that are functions are found and compared; that the folder of a
// run, which each side has for its own, is no difference; and that a side without what holds the clock is named.
func TestFunctionPages(t *testing.T) {
	const page = "import os\nimport streamlit as st\ndef one():\n    st.write(os.path.abspath('one'))\ndef two():\n    st.write(%s)\nst.navigation([st.Page(one, default=True), st.Page(two)]).run()\n"
	side := Side{Python: interpreter(t), Entry: "app.py", Preload: []string{"streamlit.testing.v1"}}
	setup := Setup{Old: side, New: side, Budget: time.Minute}
	setup.Old.Root, setup.New.Root = t.TempDir(), t.TempDir()
	put(t, filepath.Join(setup.Old.Root, "app.py"), fmt.Sprintf(page, "'two'"))
	put(t, filepath.Join(setup.New.Root, "app.py"), fmt.Sprintf(page, "2"))
	setup.New.Path = []string{t.TempDir()}
	put(t, filepath.Join(setup.New.Path[0], "time_machine.py"), "raise ImportError('made for another Python')\n")
	result, err := Run(t.Context(), setup)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(result.Ticking, []string{"pages"}) {
		t.Errorf("the clock ran in %v", result.Ticking)
	}
	if got := result.Pages; len(got) != 2 || got[0].Verdict != Same || got[1].Page != "#two" || got[1].Verdict != Different {
		t.Errorf("%+v", got)
	}
}

// TestEntryInFolder holds that pages are found beside an entry that lies in a folder.
func TestEntryInFolder(t *testing.T) {
	side := Side{Python: interpreter(t), Entry: "ui/app.py", Preload: []string{"streamlit.testing.v1"}}
	setup := Setup{Old: side, New: side, Budget: time.Minute, Pages: []string{"ui/pages/two.py"}}
	setup.Old.Root, setup.New.Root = t.TempDir(), t.TempDir()
	for _, root := range []string{setup.Old.Root, setup.New.Root} {
		if err := os.MkdirAll(filepath.Join(root, "ui", "pages"), 0o700); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(root, "ui", "app.py"), "import streamlit as st\nst.write('one')\n")
		put(t, filepath.Join(root, "ui", "pages", "two.py"), "import streamlit as st\nst.write('two')\n")
	}
	same(t, setup)
}

// TestLeftBehind holds that a page is compared on which a field has lost its state: AppTest asks all fields it has drawn.
func TestLeftBehind(t *testing.T) {
	const page = "import streamlit as st\nst.text_input('Name', key='name')\nif st.button('Clear'):\n    del st.session_state['name']\nif st.button('More'):\n    st.write('more')\n"
	side := Side{Python: interpreter(t), Entry: "app.py", Preload: []string{"streamlit.testing.v1"}}
	setup := Setup{Old: side, New: side, Budget: time.Minute, Sequences: 3}
	setup.Old.Root, setup.New.Root = t.TempDir(), t.TempDir()
	setup.Recipe.Enter = [][]Step{{{Widget: "button", Label: "Clear", Value: true}}, {{Widget: "button", Label: "More", Value: true}}}
	put(t, filepath.Join(setup.Old.Root, "app.py"), page)
	put(t, filepath.Join(setup.New.Root, "app.py"), page)
	if got := same(t, setup).Totals.Interactions[Same]; got == 0 {
		t.Error("nothing was compared behind it")
	}
}

// TestBeside holds that what an app asks can be started beside it, anew for every run and for both sides, and that one
// that does not listen is told with what it said.
func TestBeside(t *testing.T) {
	const page = "import urllib.request\nimport streamlit as st\nst.button('Again')\nst.write(urllib.request.urlopen('http://127.0.0.1:8931').read().decode())\n"
	const backend = "import http.server\nclass Handler(http.server.BaseHTTPRequestHandler):\n    asked = 0\n    def do_GET(self):\n        Handler.asked += 1\n" +
		"        self.send_response(200)\n        self.end_headers()\n        self.wfile.write(f'asked {Handler.asked} times'.encode())\n" +
		"http.server.HTTPServer(('127.0.0.1', 8931), Handler).serve_forever()\n"
	side := Side{Python: interpreter(t), Entry: "app.py", Preload: []string{"streamlit.testing.v1"}}
	setup := Setup{Old: side, New: side, Budget: time.Minute, Sequences: 1}
	setup.Old.Root, setup.New.Root, setup.Recipe.Seed = t.TempDir(), t.TempDir(), t.TempDir()
	setup.Recipe.Beside = []Program{{Run: []string{"python", "backend.py"}, Port: 8931}}
	put(t, filepath.Join(setup.Old.Root, "app.py"), page)
	put(t, filepath.Join(setup.New.Root, "app.py"), page)
	put(t, filepath.Join(setup.Recipe.Seed, "backend.py"), backend)
	result := same(t, setup)
	if len(result.Interactions) != 1 || result.Interactions[0].Verdict != Same {
		t.Errorf("%+v", result.Interactions)
	}
	put(t, filepath.Join(setup.Recipe.Seed, "backend.py"), "raise SystemExit('no database')\n")
	if _, err := Run(t.Context(), setup); err == nil || !strings.Contains(err.Error(), "`python backend.py` does not listen at port 8931: no database") {
		t.Errorf("%v", err)
	}
}

// TestGuard holds that without a namespace neither a page nor a Python that it starts reaches another machine.
func TestGuard(t *testing.T) {
	const reach = "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 80), timeout=1)\nexcept OSError as error:\n    print(error)\n"
	page := fmt.Sprintf("import contextlib, io, subprocess, sys\nimport streamlit as st\nreach = %q\nout = io.StringIO()\n"+
		"with contextlib.redirect_stdout(out):\n    exec(reach)\nst.text(out.getvalue())\n"+
		"st.text(subprocess.run([sys.executable, '-c', reach], capture_output=True, text=True).stdout)\n", reach)
	const said = "import streamlit as st\nfor _ in range(2):\n    st.text('no network while an app is compared: 192.0.2.1\\n')\n"
	side := Side{Python: interpreter(t), Entry: "app.py", Preload: []string{"streamlit.testing.v1"}}
	setup := Setup{Old: side, New: side, Budget: time.Minute}
	setup.Old.Root, setup.New.Root = t.TempDir(), t.TempDir()
	put(t, filepath.Join(setup.Old.Root, "app.py"), page)
	put(t, filepath.Join(setup.New.Root, "app.py"), said)
	folder := t.TempDir()
	if err := unpack(folder); err != nil {
		t.Fatal(err)
	}
	request, err := json.Marshal(setup.message())
	if err != nil {
		t.Fatal(err)
	}
	result, err := run{folder: folder, python: setup.New.Python, guard: PythonsGuard}.drive(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if got := result.Pages[0]; got.Verdict != Same || !slices.Contains(result.Hosts, "192.0.2.1") || result.Guard != PythonsGuard {
		t.Errorf("%+v %+v, hosts %v, guard %s", got, got.Difference, result.Hosts, result.Guard)
	}
}

// TestJudge holds how runs count for the operations that they asked.
func TestJudge(t *testing.T) {
	r := &Result{
		Pages: []Page{{Page: "app.py", Verdict: Same, Asked: map[string]int{"a": 12, "b": 1}, Seconds: Seconds{Old: 0.1, New: 0.9}}},
		Interactions: []Interaction{
			{Page: "app.py", Verdict: Different, Asked: map[string]int{"b": 1}},
			{Page: "two.py", Verdict: Different, AskedBefore: []string{"c"}},
			{Page: "two.py", Verdict: Same, Asked: map[string]int{"b": 1}},
		},
	}
	r.judge(map[string]string{"/v1/a": "a", "/v1/b": "b", "/v1/c": "c", "/v1/d": "d"})
	want := []Operation{
		{Operation: "a", Verdict: Same, Asked: 12, Most: 12, Seconds: Seconds{Old: 0.1, New: 0.9}, Where: "app.py"},
		{Operation: "b", Verdict: Different, Asked: 3, Most: 1, Seconds: Seconds{Old: 0.1, New: 0.9}, Where: "app.py"},
		{Operation: "c", Verdict: Different, Where: "two.py"},
		{Operation: "d", Verdict: NotRun},
	}
	if !slices.Equal(r.Operations, want) {
		t.Errorf("got %+v", r.Operations)
	}
}

// TestNothingMoved holds that a project without operations has a list of them, for programs that read it.
func TestNothingMoved(t *testing.T) {
	r := &Result{}
	r.judge(nil)
	if text, err := json.Marshal(r); err != nil || !strings.Contains(string(text), `"operations":[]`) {
		t.Errorf("%v %s", err, text)
	}
}

// TestRecipeSchema holds that the schema names what a recipe and a step hold, and the driver's kinds of widgets.
func TestRecipeSchema(t *testing.T) {
	type object struct{ Properties map[string]any }
	var schema struct {
		object
		Defs struct{ Step, Program object } `json:"$defs"`
	}
	if err := json.Unmarshal(RecipeSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		of   reflect.Type
		said map[string]any
	}{
		{reflect.TypeFor[Recipe](), schema.Properties},
		{reflect.TypeFor[Step](), schema.Defs.Step.Properties},
		{reflect.TypeFor[Program](), schema.Defs.Program.Properties},
	} {
		var fields []string
		for i := range c.of.NumField() {
			fields = append(fields, c.of.Field(i).Tag.Get("yaml"))
		}
		slices.Sort(fields)
		if got := slices.Sorted(maps.Keys(c.said)); !slices.Equal(got, fields) {
			t.Errorf("%s has %v, its schema %v", c.of.Name(), fields, got)
		}
	}
	driver := read(t, "driver/widgets.py")
	kinds := schema.Defs.Step.Properties["widget"].(map[string]any)["enum"].([]any)
	_, list, _ := strings.Cut(driver, "KINDS = (")
	list, _, _ = strings.Cut(list, ")")
	if got := strings.Count(list, `"`) / 2; got != len(kinds) {
		t.Errorf("the driver knows %d kinds, the schema %d", got, len(kinds))
	}
	for _, kind := range kinds {
		if !strings.Contains(list, fmt.Sprintf("%q", kind)) {
			t.Errorf("the driver does not know %v", kind)
		}
	}
}

// TestDriver holds that the driver's programs are all unpacked.
func TestDriver(t *testing.T) {
	folder := t.TempDir()
	if err := unpack(folder); err != nil {
		t.Fatal(err)
	}
	if text := read(t, filepath.Join(folder, driverPackage, "compare.py")); !strings.Contains(text, "def main():") {
		t.Error("compare.py is not the driver")
	}
}
