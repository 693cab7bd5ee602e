package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"app.py": "import streamlit as st\nfrom db import save\nif st.button('Save'):\n    save('x')\n    mystery(); mystery()\n    pass\n",
		"db.py":  "import sqlite3\ndef save(name):\n    sqlite3.connect('a').execute('INSERT INTO t VALUES (?)', (name,))\n",
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		args []string
		want []string
	}{
		{[]string{"--format", "text", filepath.Join(dir, "app.py")}, []string{
			"db.write: app.py:4:5: calls db.py:save → db.py:3:5: executes INSERT by sqlite3.Connection.execute",
			"not known: mystery at app.py:5:5",
		}},
		{[]string{dir, "--format", "classes"}, []string{"db.py:2:1 save pure\n"}},
		{[]string{"--entry", "app.py", "--slice", "app.py:4", dir}, []string{
			"app.py:<module>\n     3 | if st.button('Save'):\n     4 |     save('x')\n", "input widget streamlit.button at app.py:3:4\n",
		}},
		{[]string{"--slice", "db.py:3", "--callers", dir}, []string{"     4 |     save('x')\n", "input parameter name at db.py:2:10\n"}},
		{[]string{"--slice", "app.py:3", "--forward", dir}, []string{"     4 |     save('x')\n     5 |     mystery(); mystery()\n     6 |     pass\n"}},
		{[]string{"--format=unknown", dir}, []string{"6 calls, 0 presumed by the method's name, 2 unknown\n", "2 …mystery\n"}},
	}
	for _, test := range tests {
		var out bytes.Buffer
		if err := run(test.args, &out); err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%v: %q is not in\n%s", test.args, want, out.String())
			}
		}
	}
	var out bytes.Buffer
	if err := run([]string{"--entry", "app.py", dir}, &out); err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.Unmarshal(out.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Modules) != 2 || len(d.Functions) != 3 || d.Modules[0].Reaches[0] != "import db.py at app.py:2:16" {
		t.Errorf("got %+v", d)
	}
}

func TestRunErrors(t *testing.T) {
	dir := t.TempDir()
	for want, args := range map[string][]string{
		"one file or folder is expected": {},
		"allowed are":                    {"--format", "xml", dir},
		"there is no Python file":        {dir},
		"there is no file \"b.py\"":      {"--entry", "b.py", dir},
	} {
		if err := run(args, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: got %v, want %q", args, err, want)
		}
	}
}
