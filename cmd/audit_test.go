package cmd

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const marking = `import pathlib
import streamlit as st

pathlib.Path(__file__).with_name("marker").write_text("this ran")
TOKEN = "sk-abcdefghijklmnopqrstuv"
st.title("Marking")
st.write(pathlib.Path("a.txt").read_text())
`

// An audit runs nothing of the app, changes nothing in its folder and tells no secret, in any form.
func TestAuditOnlyReads(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "app.py"), marking)
	before := treeHash(t, dir)
	for _, format := range []string{"text", "json", "markdown", "sarif"} {
		var out, err bytes.Buffer
		if code := Execute(t.Context(), []string{"audit", dir, "--format", format}, Streams{Out: &out, Err: &err}); code != 0 {
			t.Fatalf("%s: exit %d: %s", format, code, err.String())
		}
		if strings.Contains(out.String()+err.String(), "sk-abc") {
			t.Errorf("%s tells the secret", format)
		}
		if format == "json" || format == "sarif" {
			if !json.Valid(out.Bytes()) {
				t.Errorf("%s is no JSON", format)
			}
		}
	}
	if after := treeHash(t, dir); after != before {
		t.Error("the app's folder has changed")
	}
}

func treeHash(t *testing.T, dir string) string {
	t.Helper()
	sum := sha256.New()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		sum.Write([]byte(path + "\x00"))
		sum.Write(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(sum.Sum(nil))
}

// An audit needs no network: it says the same in a namespace without interfaces.
func TestAuditWithoutNetwork(t *testing.T) {
	if os.Getenv("AUDIT_ALONE") != "" {
		var out, err bytes.Buffer
		code := Execute(t.Context(), []string{"audit", os.Getenv("AUDIT_ALONE"), "--format", "json"}, Streams{Out: &out, Err: &err})
		if code != 0 || !strings.Contains(out.String(), `"entry": "app.py"`) {
			t.Fatalf("exit %d: %s", code, err.String())
		}
		return
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, "app.py"), marking)
	if err := exec.Command("unshare", "--user", "--net", "true").Run(); err != nil {
		t.Skip("no namespaces here: ", err)
	}
	command := exec.Command("unshare", "--user", "--net", os.Args[0], "-test.run", "TestAuditWithoutNetwork")
	command.Env = append(os.Environ(), "AUDIT_ALONE="+dir)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}
