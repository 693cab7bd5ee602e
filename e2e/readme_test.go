package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fence matches a code block of a README: its language, a word for this test, and its text.
var fence = regexp.MustCompile("(?ms)^```(\\w+)(?: (\\w+))?\n(.*?)^```$")

// TestReadmeCommandsRun runs what the README of the sales project tells people to run.
func TestReadmeCommandsRun(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "sales"), os.DirFS("../examples/sales")); err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, binary(t), "generate", "sales", "-o", "project")
	runReadme(t, root)
	for _, made := range []string{"service/src/sales/operations/sales/service.py", "client/src/sales_client/client.py"} {
		content, err := os.ReadFile(filepath.Join(root, "project", made))
		if err != nil || !strings.Contains(string(content), "def answer(") {
			t.Errorf("%s has no answer after the README's operation was added (%v)", made, err)
		}
	}
}

// TestReadmeCommandsOfALiftedAppRun does the same for an app whose functions moved, one of whose modules asks for a secret
// as soon as it is imported. Then it writes the contract as CI does: without any secret.
func TestReadmeCommandsOfALiftedAppRun(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	app := filepath.Join(root, "prices")
	if err := os.CopyFS(app, os.DirFS("../examples/prices")); err != nil {
		t.Fatal(err)
	}
	replace(t, filepath.Join(app, "market.py"), `@st.cache_resource
def tax_table() -> dict:
    return {"food": st.secrets["tax"],`, `TAX = st.secrets["tax"]


@st.cache_resource
def tax_table() -> dict:
    return {"food": TAX,`)
	secrets := filepath.Join(app, ".streamlit", "secrets.toml")
	if err := os.Rename(secrets+".example", secrets); err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, binary(t), "generate", "prices", "-o", "project")
	runReadme(t, root)
	service := filepath.Join(root, "project", "service")
	script := filepath.Join("scripts", "openapi.py")
	run(t, service, []string{"PYTHONPATH=" + filepath.Join(service, "src")}, python(t), script, "--check")
}

// replace changes a part of a file that must be there.
func replace(t *testing.T, path, old, with string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(content), old) {
		t.Fatalf("%s has no\n%s", path, old)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(content), old, with, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// runReadme runs the commands of a project's README in their order and in one shell: all but what needs a Docker engine,
// which only has to be valid shell.
func runReadme(t *testing.T, root string) {
	t.Helper()
	tools := filepath.Dir(python(t))
	streamlift := binary(t)
	project := filepath.Join(root, "project")
	readme, err := os.ReadFile(filepath.Join(project, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	api, ui := freePort(t), freePort(t)
	text := strings.NewReplacer(":8000", ":"+api, "port 8000", "port "+api, "port 8501", "port "+ui).Replace(string(readme))
	var script strings.Builder
	script.WriteString("set -euo pipefail\ntrap 'kill $(jobs -p)' EXIT\n")
	for _, block := range fence.FindAllStringSubmatch(text, -1) {
		language, word, commands := block[1], block[2], block[3]
		switch {
		case word == "docker":
			run(t, root, nil, "bash", "-n", "-c", commands)
			t.Logf("not run, as it needs Docker:\n%s", commands)
			continue
		case word == "postgres": // TestPostgres runs it
			continue
		case word == "up":
			commands = strings.ReplaceAll(commands, "streamlift up .", "streamlift up . --check")
		case language == "yaml":
			edited := filepath.Join(root, "edited.yaml")
			insert(t, filepath.Join(project, "streamlift.yaml"), edited, commands)
			commands = "cp " + edited + " streamlift.yaml\n"
		}
		fmt.Fprintf(&script, "cd %s\nset -x\n%s{ set +x; } 2>/dev/null\n", project, commands)
	}
	fmt.Fprintf(&script, "curl --fail --silent --retry 60 --retry-delay 1 --retry-all-errors http://127.0.0.1:%s/_stcore/health\n", ui)
	fmt.Fprintf(&script, "cd %s/service\nuv run pytest -q\n", project)
	shell := exec.Command("bash", "-c", script.String())
	shell.Env = append(os.Environ(), "UV_PYTHON="+python(t), "PATH="+strings.Join([]string{filepath.Dir(streamlift), tools, os.Getenv("PATH")}, string(os.PathListSeparator)))
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// insert writes a manifest with one more operation.
func insert(t *testing.T, manifest, edited, operation string) {
	t.Helper()
	content, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	const head = "\noperations:\n"
	text := strings.Replace(string(content), head, head+operation, 1)
	if text == string(content) {
		t.Fatalf("%s has no operations", manifest)
	}
	if err := os.WriteFile(edited, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
