//go:build unix

package runner

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The test binary plays python and uv when it is started under their names. FAKE lists how they
// misbehave, as "old no-venv service-dies".
func TestMain(m *testing.M) {
	switch name := filepath.Base(os.Args[0]); {
	case strings.HasPrefix(name, "python"):
		os.Exit(fakePython(os.Args[1:]))
	case name == "uv":
		os.Exit(fakeUV(os.Args[1:]))
	}
	os.Exit(m.Run())
}

func misbehaves(how string) bool { return slices.Contains(strings.Fields(os.Getenv("FAKE")), how) }

func say(code int, text string) int {
	fmt.Fprintln(os.Stderr, text)
	return code
}

func fakePython(args []string) int {
	all := strings.Join(args, " ")
	switch {
	case strings.HasPrefix(all, "-I -c"):
		version := "3.13.0"
		if misbehaves("old") {
			version = "3.8.18"
		}
		if minor, ok := strings.CutPrefix(filepath.Base(os.Args[0]), "python3."); ok {
			version = "3." + minor + ".1"
		}
		venv := "True"
		if misbehaves("no-venv") || misbehaves("one-no-venv") && filepath.Base(os.Args[0]) == "python3" {
			venv = "False"
		}
		fmt.Println(version, "final", venv, os.Args[0])
		return 0
	case strings.HasPrefix(all, "-I -m venv"):
		return link(args[len(args)-1], "python")
	case strings.HasPrefix(all, "-m pip install"):
		if misbehaves("offline") {
			return say(1, "WARNING: Retrying ... NewConnectionError: Failed to establish a new connection: [Errno 111] Connection refused")
		}
		return link(filepath.Dir(filepath.Dir(os.Args[0])), "uv")
	case strings.HasPrefix(all, "-P -m uvicorn"):
		return fakeServer("service", args)
	case strings.HasPrefix(all, "-m streamlit"), strings.HasPrefix(all, "serve.py"):
		return fakeServer("ui", args)
	}
	return say(2, "unknown: "+all)
}

// link puts the test binary into an environment under another name.
func link(env, name string) int {
	if err := os.MkdirAll(filepath.Join(env, "bin"), 0o700); err != nil {
		return say(1, err.Error())
	}
	self, err := os.Executable()
	if err != nil {
		return say(1, err.Error())
	}
	if err := os.Symlink(self, filepath.Join(env, "bin", name)); err != nil && !os.IsExist(err) {
		return say(1, err.Error())
	}
	return 0
}

func fakeUV(args []string) int {
	switch args[0] {
	case "--version":
		fmt.Println("uv 0.13.8")
		return 0
	case "pip": // compile: which of the requirements have wheels
		list, err := os.ReadFile(args[len(args)-1])
		if err != nil {
			return say(2, err.Error())
		}
		version := args[slices.Index(args, "--python-version")+1]
		old := version == "3.13" && (strings.Contains(string(list), "numpy==1.26.4") || strings.Contains(string(list), "<2\n"))
		if old || strings.Contains(string(list), "fpdf") {
			return say(1, "error: No solution found when resolving dependencies")
		}
		return 0
	case "lock":
		if misbehaves("broken-pin") {
			return say(1, "  × No solution found when resolving dependencies:\n  ╰─▶ Because there is no version of pandas==99.0 and your project depends on pandas==99.0, your project's requirements are unsatisfiable.")
		}
		if err := os.WriteFile("uv.lock", []byte("version = 1\n"), 0o600); err != nil {
			return say(2, "error: failed to write uv.lock: Permission denied (os error 13)")
		}
		return 0
	case "sync":
		env := os.Getenv("UV_PROJECT_ENVIRONMENT")
		if misbehaves("disk-full") {
			return say(2, "error: Failed to install: pandas.whl\n  Caused by: failed to copy file: No space left on device (os error 28)")
		}
		if misbehaves("sync-hangs") {
			_ = os.MkdirAll(filepath.Join(env, "half-a-package"), 0o700)
			time.Sleep(time.Minute)
		}
		return link(env, "python")
	}
	return say(2, "unknown: "+strings.Join(args, " "))
}

func fakeServer(name string, args []string) int {
	if misbehaves(name + "-dies") {
		return say(7, "ModuleNotFoundError: No module named 'nothing'")
	}
	port := ""
	for i, arg := range args {
		if arg == "--port" || arg == "--server.port" {
			port = args[i+1]
		}
	}
	child := exec.Command("/bin/sleep", "60") // what a server leaves behind when only its leader is stopped
	if err := child.Start(); err != nil {
		return say(1, err.Error())
	}
	_ = os.WriteFile(filepath.Join(os.Getenv("FAKE_PIDS"), name), fmt.Appendf(nil, "%d\n%d\n", os.Getpid(), child.Process.Pid), 0o600)
	_ = os.WriteFile(filepath.Join(os.Getenv("FAKE_PIDS"), name+".env"), []byte(strings.Join(os.Environ(), "\n")), 0o600)
	if misbehaves(name + "-dies-later") {
		time.AfterFunc(500*time.Millisecond, func() { os.Exit(say(9, "Killed: out of memory")) })
	}
	err := http.ListenAndServe("127.0.0.1:"+port, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") }))
	return say(1, err.Error())
}
