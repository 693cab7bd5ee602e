package audit

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

const shop = `import sqlite3
import pandas as pd
import streamlit as st

conn = sqlite3.connect("shop.db")

def load(city):
    return pd.read_sql("SELECT * FROM shops WHERE city = ?", conn, params=(city,))

def close_shop(name):
    conn.execute("DELETE FROM shops WHERE name = ?", (name,))

city = st.text_input("City")
st.dataframe(load(city))
name = st.text_input("Name")
if st.button("Close"):
    close_shop(name)
amount = st.number_input("Amount")
if st.button("Pay in"):
    conn.execute("INSERT INTO payments VALUES (?, ?)", (name, amount))
`

// Small edits of an app leave every id what it is.
func TestIDsAreStable(t *testing.T) {
	ids := func(text string) []string {
		var out []string
		for _, op := range auditFiles(t, map[string]string{"app.py": text}).Operations {
			out = append(out, op.ID)
		}
		slices.Sort(out)
		return out
	}
	before := ids(shop)
	if want := []string{"close_shop", "create_payments", "load"}; !slices.Equal(before, want) {
		t.Fatalf("got %q, want %q", before, want)
	}
	def := shop[strings.Index(shop, "def close_shop"):strings.Index(shop, "city = st")]
	for name, edited := range map[string]string{
		"a line above":        "# a comment\n\n" + shop,
		"a label of a widget": strings.Replace(shop, `"City"`, `"Town or city"`, 1),
		"a label of a button": strings.Replace(shop, `"Pay in"`, `"Deposit"`, 1),
		"functions reordered": strings.Replace(strings.Replace(shop, def, "", 1), "def load", def+"def load", 1),
		"another caption":     strings.Replace(shop, "name = st", "st.caption('below')\nname = st", 1),
		"a blank line inside": strings.Replace(shop, "    close_shop(name)", "\n    close_shop(name)", 1),
	} {
		if after := ids(edited); !slices.Equal(before, after) {
			t.Errorf("%s: %q became %q", name, before, after)
		}
	}
}

const twoForms = `import sqlite3

import streamlit as st

conn = sqlite3.connect("shop.db")


def render_returns():
    name = st.text_input("Name")
    if st.button("Save"):
        conn.execute("INSERT INTO log (name, kind) VALUES (?, 'return')", (name,))


def render_orders():
    name = st.text_input("Name")
    if st.button("Save"):
        conn.execute("INSERT INTO log (name) VALUES (?)", (name,))


render_returns()
render_orders()
`

// What would have one name in two functions is named by them, whatever their order.
func TestIDsOfRegionsAreStable(t *testing.T) {
	first := twoForms[strings.Index(twoForms, "def render_returns"):strings.Index(twoForms, "def render_orders")]
	swapped := strings.Replace(strings.Replace(twoForms, first, "", 1), "render_returns()\nrender_orders()", first+"render_returns()\nrender_orders()", 1)
	for _, text := range []string{twoForms, swapped} {
		places := map[string]string{}
		for _, op := range auditFiles(t, map[string]string{"app.py": text}).Operations {
			places[op.ID] = *op.From.Within
		}
		if len(places) != 2 || places["create_log_returns"] != "render_returns" || places["create_log_orders"] != "render_orders" {
			t.Errorf("got %v of\n%s", places, text)
		}
	}
}

// A re-audit keeps what people wrote, adds what is new, follows a renamed function and tells what vanished.
func TestMerge(t *testing.T) {
	draft := func(text string) []byte {
		content, err := auditFiles(t, map[string]string{"app.py": text}).Manifest(Draft{Name: "shop", Source: "../shop"})
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	edited := strings.Replace(string(draft(shop)), "- id: load\n", "- id: load # ours\n    name: shops_of_a_city\n", 1)
	r := auditFiles(t, map[string]string{"app.py": shop})
	same, _, err := r.Merge([]byte(edited), draft(shop))
	if err != nil || string(same) != edited {
		t.Errorf("an unchanged app changes the manifest: %v\n%s", err, same)
	}
	for _, c := range []struct{ name, app, note, holds string }{
		{name: "renamed", app: strings.ReplaceAll(shop, "close_shop", "shut_shop"), note: "followed: close_shop", holds: "app.py:shut_shop"},
		{name: "new", app: shop + "st.table(pd.read_sql('SELECT * FROM staff', conn))\n", note: "new: ", holds: "# ours"},
		{name: "vanished", app: strings.Replace(shop, "    close_shop(name)\n", "    pass\n", 1), note: "vanished: close_shop", holds: "- id: close_shop"},
	} {
		got, notes, err := r.Merge([]byte(edited), draft(c.app))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !strings.Contains(strings.Join(notes, "\n"), c.note) || !strings.Contains(string(got), c.holds) || !strings.Contains(string(got), "name: shops_of_a_city") {
			t.Errorf("%s: notes %q\n%s", c.name, notes, got)
		}
	}
}

// What vanished is marked once, and the mark goes when it is back.
func TestMergeMarksWhatVanished(t *testing.T) {
	draft := func(text string) []byte {
		content, err := auditFiles(t, map[string]string{"app.py": text}).Manifest(Draft{Name: "shop", Source: "../shop"})
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	r := auditFiles(t, map[string]string{"app.py": shop})
	whole, less := draft(shop), draft(strings.Replace(shop, "    close_shop(name)\n", "    pass\n", 1))
	content := whole
	for _, c := range []struct {
		fresh []byte
		marks int
	}{{less, 1}, {less, 1}, {whole, 0}} {
		var err error
		if content, _, err = r.Merge(content, c.fresh); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(content), "close_shop vanished from the app"); n != c.marks {
			t.Errorf("%d marks, want %d:\n%s", n, c.marks, content)
		}
	}
	if string(content) != string(whole) {
		t.Errorf("got\n%s\nwant\n%s", content, whole)
	}
}

// Two cuts that a person follows by hand: the next audit reports them as functions to lift, under the same ids.
func TestCutsBecomeFunctions(t *testing.T) {
	flat := `import pandas as pd
import streamlit as st
from sqlalchemy import create_engine, text

engine = create_engine("sqlite:///shop.db")
city = st.selectbox("City", ["Rome", "Oslo"])
orders = pd.read_sql(text("SELECT * FROM orders WHERE city = :city"), engine, params={"city": city})
st.dataframe(orders)
note = st.text_input("Note")
if st.button("Save"):
    with engine.begin() as conn:
        conn.execute(text("INSERT INTO notes VALUES (:note)"), {"note": note})
`
	cut := `import pandas as pd
import streamlit as st
from sqlalchemy import create_engine, text

engine = create_engine("sqlite:///shop.db")


def list_orders(city: str) -> pd.DataFrame:
    return pd.read_sql(text("SELECT * FROM orders WHERE city = :city"), engine, params={"city": city})


def create_notes(note: str) -> None:
    with engine.begin() as conn:
        conn.execute(text("INSERT INTO notes VALUES (:note)"), {"note": note})


city = st.selectbox("City", ["Rome", "Oslo"])
st.dataframe(list_orders(city))
note = st.text_input("Note")
if st.button("Save"):
    create_notes(note)
`
	classes := func(text string) map[string]string {
		out := map[string]string{}
		for _, op := range auditFiles(t, map[string]string{"app.py": text}).Operations {
			out[op.ID] = op.Class
			if op.Cut != nil {
				out[op.ID] += " " + op.Cut.Signature
			}
		}
		return out
	}
	wantBefore := map[string]string{"list_orders": "region def list_orders(city: str) -> DataFrame", "create_notes": "region def create_notes(note: str) -> None"}
	if got := classes(flat); !maps.Equal(got, wantBefore) {
		t.Errorf("before: got %q, want %q", got, wantBefore)
	}
	if got, want := classes(cut), map[string]string{"list_orders": "lift", "create_notes": "lift"}; !maps.Equal(got, want) {
		t.Errorf("after: got %q, want %q", got, want)
	}
}

// A parameter with a name that the generated code needs keeps its function in the pages; the manifest is one that loads.
func TestReservedParameterNames(t *testing.T) {
	files := map[string]string{"app.py": "import sqlite3\nimport streamlit as st\n\nconn = sqlite3.connect('a.db')\n\ndef rows(timeout: int = 3) -> list:\n" +
		"    return conn.execute('SELECT * FROM t').fetchall()\n\nst.write(rows(st.number_input('Seconds', value=3)))\n"}
	content, err := auditFiles(t, files).Manifest(Draft{Name: "shop", Source: "."})
	if err != nil {
		t.Fatal(err)
	}
	m, diags := manifest.Load("streamlift.yaml", content)
	if diags.Failed() || len(m.Operations) != 1 || !m.Operations[0].Kept || len(m.Operations[0].Inputs) != 0 {
		t.Errorf("%v\n%s", diags, content)
	}
}

const small = `import streamlit as st


def colours():
    shades = ["red", "blue"]
    shades.append("green")
    shades.sort()
    return shades


def sizes():
    found = []
    for size in range(3):
        found.append(size)
    found.sort()
    return found


def shout(text):
    return text.upper()


st.selectbox("Colour", colours())
st.selectbox("Size", sizes())
st.write(shout("a"))
`

// What is not worth a request stays in the pages, with that reason, unless a person asks for it: of what is offered by
// the word that says so, of what is not by writing it down.
func TestTiny(t *testing.T) {
	r := auditFiles(t, map[string]string{"app.py": small})
	content, err := r.Manifest(Draft{Name: "shop", Source: "../shop"})
	if err != nil {
		t.Fatal(err)
	}
	m, _ := manifest.Load(manifest.FileName, content)
	kept := map[string]bool{}
	for _, op := range m.Operations {
		kept[op.ID] = strings.HasPrefix(op.KeptBecause, "it is not worth a request: ")
	}
	if !kept["colours"] || kept["sizes"] || len(m.Operations) != 2 {
		t.Errorf("got\n%s", content)
	}
	asked := strings.Replace(string(content), "operations:\n", "operations:\n  - id: shout\n    kind: computation\n"+
		"    from: {lift: app.py:shout}\n    inputs: {text: {type: string}}\n    output: {type: scalar, of: string}\n", 1)
	asked = regexp.MustCompile("kept: .*").ReplaceAllString(asked, "kept: false")
	if again, notes, err := r.Merge([]byte(asked), content); err != nil || string(again) != asked {
		t.Errorf("a second audit says %q, %v\n%s", notes, err, again)
	}
}
