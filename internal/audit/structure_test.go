package audit

import (
	"fmt"
	"strings"
	"testing"
)

// structuredApp calls each function once, with what a page would give it.
const structuredApp = `import json
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Optional

import pandas as pd
import requests
import streamlit as st

BASE = Path("data")


class Line(NamedTuple):
    name: str
    pieces: int = 1
    note: Optional[str] = None


@dataclass
class Loose:
    name: str
    tags: list = field(default_factory=list)


def log(text):
    with open("log.txt", "a") as out:
        out.write(text)

%s
`

func TestStructuredParameters(t *testing.T) {
	for _, c := range []struct{ def, given, want string }{
		{"def f(a: dict): log(str(a))", `{"x": 1}`, "record"},
		{"def f(a): log(str(a))", `{"x": st.slider("n", 1, 5)}`, "record of int"},
		{"def f(a: dict[str, float]): log(str(a))", `st.session_state["a"]`, "record of number"},
		{"def f(a: dict | None = None): log(str(a))", `{"x": 1}`, "record, optional"},
		{"def f(a: list[dict]): log(str(a))", `[{"x": 1}]`, "list[record]"},
		{"def f(a: tuple[str, ...]): log(str(a))", `("a", "b")`, "list[string]"},
		{"def f(a: tuple[int, int]): log(str(a))", `(1, 2)`, "list[int], 2 to 2"},
		{"def f(a: tuple[str, int]): log(str(a))", `("a", 2)`, "list[any], 2 to 2"},
		{"def f(a: list[tuple]): log(str(a))", `[("a", 2)]`, "list[any]"},
		{"def f(a: frozenset[int]): log(str(a))", `frozenset({1})`, "list[int]"},
		{"def f(a: dict[str, object]): log(str(a))", `json.loads("{}")`, "record"},
		{"def f(a: dict): log(str(a))", `{"x": st.session_state["x"], "y": st.session_state.y}`, "record"},
		{"def f(a: bytes): log(str(a))", `b"x"`, "file"},
		{"def f(a: int | str): log(str(a))", `1`, "any"},
		{"def f(a): log(str(a))", `None`, "any, optional"},
		{"def f(a: Line): log(str(a))", `Line("a")`, "record with name string, pieces int = 1, note string?"},
		{"def f(a: list[Line]): log(str(a))", `[Line("a")]`, "list[record] with name string, pieces int = 1, note string?"},

		{"def f(a: Loose): log(str(a))", `Loose("a")`, "no: Loose"},
		{"def f(a: Path): log(str(a))", `Path("x")`, "no: Path"},
		{"def f(a: dict[int, str]): log(str(a))", `{1: "x"}`, "no: dict[int, str]"},
		{"def f(a: pd.DataFrame): log(str(a))", `pd.DataFrame()`, "no: pd.DataFrame"},
		{"def f(a: dict): log(str(a))", `{"x": pd.DataFrame()}`, "no: dict, of which nothing at app.py:33 proves that it holds plain values"},
		{"def f(a: dict): log(str(a))", `st.session_state["a"]`, "no: dict, of which nothing at app.py:33 proves that it holds plain values"},
		{"def f(a: dict): log(str(a))", `dict(st.session_state)`, "no: dict, of which nothing at app.py:33 proves that it holds plain values"},

		{`def f(a: dict): open(a["file"]).read()`, `{"file": "x"}`, "no: record whose members name a path at app.py:31"},
		{`def f(a: dict): (BASE / a["file"]).read_text()`, `{"file": "x"}`, "no: record whose members name a path at app.py:31"},
		{`def f(a: list[dict]): subprocess.run(["ls", a[0]["x"]])`, `[{"x": "y"}]`, "no: list[record] whose members name a command at app.py:31"},
		{`def f(a: dict): requests.post("http://h/" + a["x"])`, `{"x": "y"}`, "no: record whose members name a URL at app.py:31"},
		{`def f(a: dict): requests.post("http://h/", json=a)`, `{"x": "y"}`, "record"},
		{`def f(a: dict): return sqlite3.connect("a.db").execute("SELECT " + a["x"]).fetchall()`, `{"x": "y"}`,
			"no: record whose members name the text of a statement at app.py:31"},
		{`def f(a: dict): return sqlite3.connect("a.db").execute("SELECT ?", (a["x"],)).fetchall()`, `{"x": "y"}`, "record"},
		{"def g(name): return open(name).read()\ndef f(a: dict): return g(a['x'])", `{"x": "y"}`, "no: record whose members name a path at app.py:31"},
	} {
		t.Run(c.def+" "+c.given, func(t *testing.T) {
			report := auditFiles(t, map[string]string{"app.py": fmt.Sprintf(structuredApp, c.def+"\n\nst.write(f("+c.given+"))")})
			got := "no operation"
			for _, op := range report.Operations {
				if op.ID == "f" {
					got = saysOf(op.Parameters[0])
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if content, err := report.Manifest(Draft{Name: "case", Source: "../app"}); err != nil {
				t.Errorf("%v\n%s", err, content)
			}
		})
	}
}

// saysOf describes a parameter in one line.
func saysOf(p Parameter) string {
	if p.Type == "" {
		return "no: " + p.Because
	}
	var b strings.Builder
	b.WriteString(p.Type)
	if p.Of != "" {
		b.WriteString(" of " + p.Of)
	}
	for i, f := range p.Fields {
		b.WriteString(map[bool]string{true: " with ", false: ", "}[i == 0] + f.Name + " " + f.Type + map[bool]string{true: "?"}[f.Nullable])
		if f.Default != nil {
			fmt.Fprintf(&b, " = %v", f.Default)
		}
	}
	if p.Pattern != "" {
		b.WriteString(" like " + p.Pattern)
	}
	if p.MinLength > 0 {
		fmt.Fprintf(&b, ", %d to %d", p.MinLength, p.MaxLength)
	}
	if p.Optional {
		b.WriteString(", optional")
	}
	return b.String()
}
