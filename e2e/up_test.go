package e2e

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// up is a running `streamlift up` in a folder of its own. uv's cache of downloads is
// the machine's.
type up struct {
	command  *exec.Cmd
	out, err string // files with what it says
}

func startUp(t *testing.T, root, app string, flags ...string) *up {
	t.Helper()
	u := &up{out: filepath.Join(t.TempDir(), "out"), err: filepath.Join(t.TempDir(), "err")}
	u.command = exec.Command(binary(t), append([]string{"up", app}, flags...)...)
	u.command.Dir = root
	out, errOut := os.Create(u.out)
	errs, errErr := os.Create(u.err)
	cache, errCache := os.UserCacheDir()
	if err := errors.Join(errOut, errErr, errCache); err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	defer errs.Close()
	u.command.Stdout, u.command.Stderr = out, errs
	u.command.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(root, "cache"), "PATH="+filepath.Dir(python(t))+string(os.PathListSeparator)+os.Getenv("PATH"))
	if os.Getenv("UV_CACHE_DIR") == "" {
		u.command.Env = append(u.command.Env, "UV_CACHE_DIR="+filepath.Join(cache, "uv"))
	}
	if err := u.command.Start(); err != nil {
		t.Fatal(err)
	}
	return u
}

func (u *up) said() string {
	out, _ := os.ReadFile(u.out)
	err, _ := os.ReadFile(u.err)
	return string(err) + string(out)
}

// addresses finds both addresses in what up prints.
var addresses = regexp.MustCompile(`UI +(http://127\.0\.0\.1:\d+)\nservice +(http://127\.0\.0\.1:\d+)/docs\n`)

// TestUp runs the main job as the README shows it: from an app's folder to a page, twice.
func TestUp(t *testing.T) {
	t.Parallel()
	python(t)
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "examples", "sales"), os.DirFS("../examples/sales")); err != nil {
		t.Fatal(err)
	}
	first := startUp(t, root, "examples/sales", "--check")
	if err := first.command.Wait(); err != nil || !addresses.MatchString(first.said()) {
		t.Fatalf("up --check: %v\n%s", err, first.said())
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "```text\n$ go run ./cmd/streamlift up examples/sales\n")
	block, _, found := strings.Cut(block, "```\n")
	if got := steady(first.said()); !found || got != steady(block) {
		t.Errorf("the README shows\n%s\nup says\n%s", steady(block), got)
	}
	lock, err := os.ReadFile(filepath.Join(root, "sales-lifted", "service", "uv.lock"))
	if err != nil || !bytes.Contains(lock, []byte(`name = "fastapi"`)) {
		t.Errorf("the service has no lock: %v", err)
	}
	u := startUp(t, root, "examples/sales")
	ended := make(chan error, 1)
	go func() { ended <- u.command.Wait() }()
	ui, service := u.wait(t, ended)
	for _, address := range []string{ui + "/_stcore/health", service + "/health/ready"} {
		if code := status(address); code != http.StatusOK {
			t.Errorf("%s answers %d", address, code)
		}
	}
	if code := status(service + "/v1/headline"); code != http.StatusUnauthorized {
		t.Errorf("without a key an operation answers %d, want 401", code)
	}
	_ = u.command.Process.Signal(syscall.SIGINT)
	if err := <-ended; err != nil {
		t.Errorf("Ctrl-C: %v\n%s", err, u.said())
	}
	if said := u.said(); !strings.Contains(said, "service: installed") || !strings.Contains(said, "ui: installed") {
		t.Errorf("the second run installed again:\n%s", said)
	}
	for _, address := range []string{ui, service} {
		if code := status(address); code != 0 {
			t.Errorf("%s still answers %d after Ctrl-C", address, code)
		}
	}
}

// TestUpOfAnAppThatStays starts an app as it is when nothing of it can move: there is no service, and up says why.
func TestUpOfAnAppThatStays(t *testing.T) {
	t.Parallel()
	python(t)
	root := t.TempDir()
	app := `import sqlite3

import streamlit as st

db = sqlite3.connect("notes.db")
db.execute("CREATE TABLE IF NOT EXISTS notes (text TEXT)")
text = st.text_input("Note")
if st.button("Keep"):
    db.execute("INSERT INTO notes VALUES (?)", (text,))
    db.commit()
st.table(db.execute("SELECT text FROM notes").fetchall())
`
	if err := os.MkdirAll(filepath.Join(root, "notes"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "notes", "app.py"), []byte(app), 0o600); err != nil {
		t.Fatal(err)
	}
	u := startUp(t, root, "notes", "--check")
	if err := u.command.Wait(); err != nil {
		t.Fatalf("up --check: %v\n%s", err, u.said())
	}
	for _, part := range []string{"moved 0 of ", "nothing can move yet, so the app is started as it is, without a service", "app      http://127.0.0.1:"} {
		if !strings.Contains(u.said(), part) {
			t.Errorf("up does not say %q:\n%s", part, u.said())
		}
	}
	if same, err := os.ReadFile(filepath.Join(root, "notes-lifted", "app", "app.py")); err != nil || string(same) != app {
		t.Errorf("the app is not as it was: %v", err)
	}
	if _, err := os.Stat(filepath.Join(root, "notes-lifted", "service")); err == nil {
		t.Error("a service was made")
	}
}

// wait gives the addresses of UI and service once they are printed.
func (u *up) wait(t *testing.T, ended <-chan error) (ui, service string) {
	t.Helper()
	for deadline := time.Now().Add(120 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if at := addresses.FindStringSubmatch(u.said()); at != nil {
			return at[1], at[2]
		}
		select {
		case err := <-ended:
			t.Fatalf("up ended: %v\n%s", err, u.said())
		default:
		}
	}
	t.Fatalf("up did not become ready\n%s", u.said())
	return "", ""
}

// status is the code of an answer, 0 without one.
func status(address string) int {
	client := http.Client{Timeout: 5 * time.Second}
	response, err := client.Get(address)
	if err != nil {
		return 0
	}
	response.Body.Close()
	return response.StatusCode
}

// steady hides what differs from run to run: seconds, ports, the interpreter and the number of files.
func steady(text string) string {
	for pattern, with := range map[string]string{
		`(?m)^ *\d+\.\ds`: "0.0s", `127\.0\.0\.1:\d+`: "127.0.0.1:0", `Python \S+ \(.*\)`: "Python", `\d+ files: \d+ new`: "files",
		`(?m)^.*installing uv.*\n`: "",
	} {
		text = regexp.MustCompile(pattern).ReplaceAllString(text, with)
	}
	return text
}
