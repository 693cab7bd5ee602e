package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// httpImport is the one line of a generated client that names its HTTP library.
const httpImport = "import httpx\n"

// clients gives the `client` folder and the names of service and client package, by golden case.
func clients(t *testing.T) map[string][3]string {
	t.Helper()
	found := map[string][3]string{}
	for name, tree := range scratch(t) {
		files, err := filepath.Glob(filepath.Join(tree, "client", "src", "*", "_http.py"))
		if _, missing := os.Stat(filepath.Join(tree, "client")); missing != nil {
			continue // a kept app has none
		}
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: %d clients, %v", name, len(files), err)
		}
		client := filepath.Base(filepath.Dir(files[0]))
		found[name] = [3]string{tree, strings.TrimSuffix(client, "_client"), client}
	}
	return found
}

// TestClientsOnHTTPX2 runs the suite of every client a second time with httpx2 in place of httpx,
// by changing the one line that imports it.
func TestClientsOnHTTPX2(t *testing.T) {
	t.Parallel()
	exe := python(t)
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(c[0], "client", "src", c[2], "_http.py")
			source, err := os.ReadFile(file)
			if err != nil || bytes.Count(source, []byte(httpImport)) != 1 {
				t.Fatalf("%s: not one line %q in\n%s", file, httpImport, source)
			}
			source = bytes.Replace(source, []byte(httpImport), []byte("import httpx2 as httpx\n"), 1)
			if err := os.WriteFile(file, source, 0o644); err != nil {
				t.Fatal(err)
			}
			run(t, filepath.Join(c[0], "client"), nil, exe, "-m", "pytest", "-q", "-p", "no:cacheprovider")
		})
	}
}

// TestClientsMatchOpenAPI holds routes, inputs and media types of every client against the document
// that the service of the same build serves.
func TestClientsMatchOpenAPI(t *testing.T) {
	t.Parallel()
	exe := python(t)
	script, err := filepath.Abs(filepath.Join("testdata", "client_contract.py"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range clients(t) {
		t.Run(name, func(t *testing.T) {
			service, client := filepath.Join(c[0], "service"), filepath.Join(c[0], "client")
			command := exec.Command(exe, script, c[1], c[2], filepath.Join(client, "tests"))
			command.Dir = service
			command.Env = append(os.Environ(), "API_KEY="+strings.Repeat("0123456789abcdef", 3), "DATA_ROOT="+service,
				"PYTHONPATH="+filepath.Join(service, "src")+string(os.PathListSeparator)+filepath.Join(client, "src"))
			command.Env = append(command.Env, unset(t, c[0])...)
			if out, err := command.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// unset gives a value to every variable that a project's .env.example leaves to whoever runs it. Nothing is asked
// there: only the document is read.
func unset(t *testing.T, tree string) []string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(tree, ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	var set []string
	for line := range strings.Lines(string(content)) {
		name, empty := strings.CutSuffix(strings.TrimSpace(line), "=")
		switch {
		case !empty || strings.HasPrefix(name, "#") || name == "API_KEY":
		case name == "APP_SECRETS":
			set = append(set, name+`={"tax": 0.1, "shop": {"currency": "EUR"}}`)
		default:
			set = append(set, name+"=http://127.0.0.1:9")
		}
	}
	return set
}
