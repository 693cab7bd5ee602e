//go:build unix

package runner

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// bench is a project, a PATH of fakes and a cache.
type bench struct {
	Options
	pids     string
	out, err bytes.Buffer
}

// newBench makes one whose PATH holds the programs named and whose fakes misbehave as fake says.
func newBench(t *testing.T, fake string, programs ...string) *bench {
	t.Helper()
	root := t.TempDir()
	b := &bench{pids: filepath.Join(root, "pids")}
	for _, folder := range []string{"demo-lifted/service", "demo-lifted/ui", "app/.streamlit", "path", "pids", "home"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range programs {
		// Hard links, for symbolic ones to one file are one Python.
		if err := os.Link(self, filepath.Join(root, "path", name)); err != nil {
			t.Fatal(err)
		}
	}
	b.Options = Options{
		Project: filepath.Join(root, "demo-lifted"), Package: "demo", App: filepath.Join(root, "app"), Python: ">=3.11", Check: true,
		Environ: []string{"PATH=" + filepath.Join(root, "path"), "HOME=" + filepath.Join(root, "home"), "FAKE=" + fake, "FAKE_PIDS=" + b.pids},
		Cache:   filepath.Join(root, "cache"), Out: &b.out, Err: &b.err,
	}
	return b
}

// gone fails the test when a process that a fake server wrote down is still there.
func (b *bench) gone(t *testing.T) {
	t.Helper()
	for _, name := range []string{"service", "ui"} {
		content, _ := os.ReadFile(filepath.Join(b.pids, name))
		for _, field := range strings.Fields(string(content)) {
			pid, err := strconv.Atoi(field)
			if err != nil {
				t.Fatal(err)
			}
			end := time.Now().Add(3 * time.Second) // a killed orphan waits for init to collect it
			for alive(pid) && time.Now().Before(end) {
				time.Sleep(20 * time.Millisecond)
			}
			if alive(pid) {
				t.Errorf("%s: process %d is still there", name, pid)
			}
		}
	}
}

// interrupt cancels a run as soon as an install has begun.
func (b *bench) interrupt(cancel context.CancelFunc) {
	go func() {
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			if halves, _ := filepath.Glob(filepath.Join(b.Cache, "*", "ui-*", "half-a-package")); len(halves) > 0 {
				break
			}
		}
		cancel()
	}()
}

// alive tells a running process from none and from one that only waits to be collected.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || !strings.Contains(string(stat), ") Z ")
}

var update = flag.Bool("update", false, "rewrite testdata/failures.txt")

// TestFailures holds every message of testdata/failures.txt as a whole: what failed, why, what to do,
// and where the log is.
func TestFailures(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() })
	port := taken.Addr().(*net.TCPAddr).Port
	goesOn := func(b *bench) { b.Check = false }
	cases := []struct {
		name, fake string
		programs   []string
		change     func(*bench)
		log        bool // the log that the message names is there
	}{
		{name: "no Python"},
		{name: "no venv module", fake: "no-venv", programs: []string{"python3"}},
		{name: "old Python", fake: "old", programs: []string{"python3"}},
		{name: "index unreachable", fake: "offline", programs: []string{"python3"}, log: true},
		{name: "port taken", programs: []string{"python3", "uv"}, change: func(b *bench) { b.UIPort = port }},
		{name: "broken pin", fake: "broken-pin", programs: []string{"python3", "uv"}, log: true},
		{name: "disk full", fake: "disk-full", programs: []string{"python3", "uv"}, log: true},
		{name: "service dies at start", fake: "service-dies", programs: []string{"python3", "uv"}, log: true},
		{name: "UI dies at start", fake: "ui-dies", programs: []string{"python3", "uv"}, log: true},
		{name: "UI dies later", fake: "ui-dies-later", programs: []string{"python3", "uv"}, change: goesOn, log: true},
		{name: "service dies later", fake: "service-dies-later", programs: []string{"python3", "uv"}, change: goesOn, log: true},
		{name: "no write permission", programs: []string{"python3", "uv"}, change: func(b *bench) {
			b.Cache = filepath.Join(b.App, "file", "cache")
			_ = os.WriteFile(filepath.Dir(b.Cache), nil, 0o600)
		}},
		{name: "interrupted install", fake: "sync-hangs", programs: []string{"python3", "uv"}, log: true},
		{name: "broken secrets", programs: []string{"python3", "uv"}, change: func(b *bench) {
			_ = os.WriteFile(filepath.Join(b.App, ".streamlit", "secrets.toml"), []byte("token = \"hunter2\n"), 0o600)
		}},
	}
	messages := make([]string, len(cases))
	t.Run("all", func(t *testing.T) {
		for i, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, c.fake, c.programs...)
				if c.change != nil {
					c.change(b)
				}
				ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
				defer cancel()
				if c.fake == "sync-hangs" {
					b.interrupt(cancel)
				}
				err := Run(ctx, b.Options)
				var failure *Failure
				if !errors.As(err, &failure) {
					t.Fatalf("got %v, want a Failure", err)
				}
				if _, statErr := os.Stat(failure.Log); c.log && statErr != nil {
					t.Errorf("log: %v", statErr)
				}
				project := sha256.Sum256([]byte(b.Project))
				messages[i] = strings.NewReplacer(filepath.Dir(b.App), "$ROOT", strconv.Itoa(port), "$PORT",
					hex.EncodeToString(project[:4]), "$ID").Replace(err.Error())
				b.gone(t)
			})
		}
	})
	var got strings.Builder
	for i, c := range cases {
		got.WriteString("== " + c.name + "\nerror: " + messages[i] + "\n\n")
	}
	const path = "testdata/failures.txt"
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

func TestInterruptedInstallIsMadeAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, "sync-hangs", "python3", "uv")
	ctx, cancel := context.WithCancel(context.Background())
	b.interrupt(cancel)
	err := Run(ctx, b.Options)
	var failure *Failure
	if !errors.As(err, &failure) || failure.Why != "it was interrupted while ui: installing" || !strings.Contains(failure.Do, "run it again") {
		t.Fatalf("interrupted run: %v", err)
	}
	halves, _ := filepath.Glob(filepath.Join(b.Cache, "*", "ui-*", "half-a-package"))
	if len(halves) != 1 {
		t.Fatalf("the interrupted install left %v, want one half package", halves)
	}
	b.Environ[2] = "FAKE="
	if err := Run(context.Background(), b.Options); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(halves[0]); err == nil {
		t.Error("the half-installed environment was used")
	}
}

func TestRunInstallsUVAndIsQuickTheSecondTime(t *testing.T) {
	t.Parallel()
	b := newBench(t, "", "python3")
	if err := Run(context.Background(), b.Options); err != nil {
		t.Fatal(err)
	}
	if got := b.err.String(); !strings.Contains(got, "installing uv") || !strings.Contains(got, "ui: installing") {
		t.Errorf("first run said\n%s", got)
	}
	if got := b.out.String(); strings.Count(got, "http://127.0.0.1:") != 2 {
		t.Errorf("stdout is %q, want both addresses", got)
	}
	b.err.Reset()
	if err := Run(context.Background(), b.Options); err != nil {
		t.Fatal(err)
	}
	if got := b.err.String(); strings.Contains(got, "installing") {
		t.Errorf("second run installed again:\n%s", got)
	}
	pyproject := filepath.Join(b.Project, "service", "pyproject.toml")
	if err := os.WriteFile(pyproject, []byte("changed"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.err.Reset()
	if err := Run(context.Background(), b.Options); err != nil {
		t.Fatal(err)
	}
	if got := b.err.String(); !strings.Contains(got, "service: installing") || !strings.Contains(got, "ui: installed") {
		t.Errorf("after a change of the service's pyproject.toml:\n%s", got)
	}
}

// TestKeptAppIsStartedAlone runs an app that was kept: one environment, one address, its secrets as a whole.
func TestKeptAppIsStartedAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t, "", "python3", "uv")
	b.Kept = true
	secrets := "[mail]\nkey = \"from-secrets\"\n"
	if err := os.WriteFile(filepath.Join(b.App, ".streamlit", "secrets.toml"), []byte(secrets), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Run(context.Background(), b.Options); err != nil {
		t.Fatal(err)
	}
	if got := b.out.String(); !strings.HasPrefix(got, "app      http://127.0.0.1:") || strings.Count(got, "\n") != 1 {
		t.Errorf("stdout is %q, want the app's address", got)
	}
	if got := b.err.String(); strings.Contains(got, "service") {
		t.Errorf("something was made for a service:\n%s", got)
	}
	env, err := os.ReadFile(filepath.Join(b.pids, "ui.env"))
	if err != nil || !strings.Contains(string(env), "SECRETS_TOML="+secrets) {
		t.Errorf("the app did not get its secrets: %v", err)
	}
	if _, err := os.Stat(filepath.Join(b.pids, "service")); err == nil {
		t.Error("a service was started")
	}
	b.gone(t)
}

func TestThePythonThatIsAskedFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, fake, needs, want string }{
		{name: "the first that fits", want: "Python 3.13.0"},
		{name: "as .python-version says", file: "3.12\n", want: "Python 3.12.1"},
		{name: "one that is not there", file: "3.11\n", want: "Python 3.13.0"},
		{name: "one that does not fit", file: "3.12\n", needs: ">=3.13", want: "Python 3.13.0"},
		{name: "the next that fits", needs: "<3.13", want: "Python 3.12.1"},
		{name: "uv is made by one that can", fake: "one-no-venv", want: "installing uv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, c.fake, "python3", "python3.12")
			if c.needs != "" {
				b.Python = c.needs
			}
			if c.file != "" {
				if err := os.WriteFile(filepath.Join(b.App, ".python-version"), []byte(c.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := Run(context.Background(), b.Options); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.err.String(), c.want) {
				t.Errorf("no %q in\n%s", c.want, &b.err)
			}
		})
	}
}

func TestStopLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	b := newBench(t, "", "python3", "uv")
	b.Check = false
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, b.Options) }()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(b.pids, "ui")); err == nil {
			break
		}
	}
	cancel()
	var failure *Failure
	if err := <-ended; err != nil && !(errors.As(err, &failure) && strings.Contains(failure.Why, "interrupted")) {
		t.Fatal(err)
	}
	b.gone(t)
}

func TestSecretsReachProcessesAndNoFile(t *testing.T) {
	t.Parallel()
	b := newBench(t, "", "python3", "uv")
	secrets := "TOKEN = \"from-secrets\"\nDATABASE_URL = \"from-secrets\"\n[nested]\nx = 1\n"
	if err := os.WriteFile(filepath.Join(b.App, ".streamlit", "secrets.toml"), []byte(secrets), 0o600); err != nil {
		t.Fatal(err)
	}
	dotenv := "# comment\nexport FROM_DOTENV='a b'\nQUOTED=\"c\\nd\" # why\nAPI_KEY=weak\nDATA_ROOT=/elsewhere\n"
	if err := os.WriteFile(filepath.Join(b.App, ".env"), []byte(dotenv), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Environ = append(b.Environ, "DATABASE_URL=from-caller", "PYTHONPATH=x")
	if err := Run(context.Background(), b.Options); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(b.pids, "service.env"))
	if err != nil {
		t.Fatal(err)
	}
	env := parseEnviron(strings.Split(string(content), "\n"))
	for name, want := range map[string]string{"TOKEN": "from-secrets", "DATABASE_URL": "from-caller", "FROM_DOTENV": "a b",
		"DATA_ROOT": b.App, "PYTHONPATH": ""} {
		if env[name] != want {
			t.Errorf("%s is %q, want %q", name, env[name], want)
		}
	}
	if len(env["API_KEY"]) != 64 {
		t.Errorf("API_KEY has %d characters, want 64", len(env["API_KEY"]))
	}
	for _, folder := range []string{b.Project, b.Cache} {
		_ = filepath.WalkDir(folder, func(path string, _ os.DirEntry, _ error) error {
			if text, err := os.ReadFile(path); err == nil && (bytes.Contains(text, []byte("from-secrets")) || bytes.Contains(text, []byte(env["API_KEY"]))) && !strings.Contains(path, "/bin/") {
				t.Errorf("%s holds a secret", path)
			}
			return nil
		})
	}
}

func TestPipSettingsBecomeUVs(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, ".config", "pip")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	config := "[global]\nindex-url = https://index.example/simple\nextra-index-url =\n    https://a.example\n    https://b.example\ntrusted_host: index.example\n[list]\nindex-url = no\n"
	if err := os.WriteFile(filepath.Join(folder, "pip.conf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		env  environ
		want string
	}{
		{"file", environ{}, "https://index.example/simple"},
		{"PIP_INDEX_URL over file", environ{"PIP_INDEX_URL": "https://env.example"}, "https://env.example"},
		{"UV_DEFAULT_INDEX stays", environ{"UV_DEFAULT_INDEX": "https://uv.example"}, ""},
		{"UV_INDEX_URL stays", environ{"UV_INDEX_URL": "https://uv.example"}, ""},
	} {
		r := &run{env: environ{"HOME": home}.with(c.env)}
		got := r.indexEnviron()
		if got["UV_DEFAULT_INDEX"] != c.want {
			t.Errorf("%s: UV_DEFAULT_INDEX is %q, want %q", c.name, got["UV_DEFAULT_INDEX"], c.want)
		}
		if got["UV_INDEX"] != "https://a.example https://b.example" || got["UV_INSECURE_HOST"] != "index.example" || got["UV_PYTHON_DOWNLOADS"] != "never" {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestTailShowsNoControlCharacters(t *testing.T) {
	got := tail("a\n\n\x1b[2Jb\r\nc\n")
	if want := []string{"a", "\uFFFD[2Jb", "c"}; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestPinsWithoutWheelsAreRelaxed holds that the service keeps the pins that it can have, takes the nearest later version
// of those that it cannot, and leaves alone what has no wheels at all; the pages keep all.
func TestPinsWithoutWheelsAreRelaxed(t *testing.T) {
	b := newBench(t, "", "python3", "uv")
	const project = "[project]\nname = \"demo\"\ndependencies = [\n    \"numpy==1.26.4\",\n    \"pandas==2.0.1\", # why\n    \"fpdf==1.7.2\",\n    \"structlog>=26.1\",\n]\n"
	for _, part := range []string{"service", "ui"} {
		if err := os.WriteFile(filepath.Join(b.Project, part, "pyproject.toml"), []byte(project), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // the second time nothing is left to say
		b.err.Reset()
		if err := os.RemoveAll(filepath.Join(b.Project, "service", "uv.lock")); err != nil {
			t.Fatal(err)
		}
		if err := Run(t.Context(), b.Options); err != nil {
			t.Fatal(err)
		}
		for part, want := range map[string]string{"service": project + "\n[tool.uv]\noverride-dependencies = [\"numpy>=1.26.4\"]\n", "ui": project} {
			got, err := os.ReadFile(filepath.Join(b.Project, part, "pyproject.toml"))
			if err != nil || string(got) != want {
				t.Errorf("%s: %v\n%s", part, err, got)
			}
		}
		said := strings.Contains(b.err.String(), "numpy==1.26.4 has no wheel for Python 3.13, so it takes numpy>=1.26.4; the pages keep the pin")
		if first := strings.Contains(b.err.String(), "ui: installing"); said != first {
			t.Errorf("said %t:\n%s", said, &b.err)
		}
	}
}

// TestServiceFollowsThePages holds which versions of the pages the service takes.
func TestServiceFollowsThePages(t *testing.T) {
	dependencies := []string{"pandas>=2.2", "openpyxl", "numpy>=3", "fastapi>=0.163", "sqlalchemy[asyncio]>=2", "plotly"}
	service := map[string]string{"pandas": "3.1.1", "openpyxl": "3.1.5", "numpy": "3.0.0", "fastapi": "0.163.2", "sqlalchemy": "2.1.9", "plotly": "6.6.0"}
	pages := map[string]string{"pandas": "2.3.3", "openpyxl": "3.1.5", "numpy": "2.3.0", "fastapi": "0.100.0", "sqlalchemy": "2.0.40"}
	if got, want := differing(dependencies, service, pages), []string{"pandas==2.3.3", "sqlalchemy==2.0.40"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	text := withUV("[project]\n\n[tool.uv]\npackage = false\n", constraints, []string{"pandas==2.3.3"})
	if want := "[project]\n\n[tool.uv]\nconstraint-dependencies = [\"pandas==2.3.3\"]\npackage = false\n"; text != want {
		t.Errorf("%s", text)
	}
	if text = withUV(text, constraints, []string{"pandas==2.3.4"}); strings.Count(text, constraints) != 1 || !strings.Contains(text, "2.3.4") {
		t.Errorf("%s", text)
	}
}

func TestDotenvOfTheNearestFolder(t *testing.T) {
	t.Parallel()
	app := t.TempDir()
	for name, text := range map[string]string{".env": "WHERE=root", "a/.env": "WHERE=a"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(app, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(app, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for entry, want := range map[string]string{"": "root", "app.py": "root", "a/app.py": "a", "a/b/app.py": "a", "c/d/app.py": "root"} {
		if env, err := readSecrets(app, entry); err != nil || env["WHERE"] != want {
			t.Errorf("%q: %q, %v, want %q", entry, env["WHERE"], err, want)
		}
	}
}
