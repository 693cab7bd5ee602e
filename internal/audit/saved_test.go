package audit

import (
	"fmt"
	"strings"
	"testing"
)

// savingApp has a write and a computation that take a table.
const savingApp = `import pandas as pd
import streamlit as st


def save(rows: pd.DataFrame, name: str = "book") -> None:
    rows.to_csv("book.csv")


def total(rows: pd.DataFrame) -> float:
    kept = rows[rows["amount"] > 0]
    groups = kept.groupby("name")["amount"].sum()
    best = groups.sort_values().tail(3)
    worst = groups.sort_values().head(3)
    spread = best.sum() - worst.sum()
    if spread < 0:
        return 0.0
    return float(best.sum() + spread)


def spread_out(rows: pd.DataFrame) -> None:
    for row in rows.itertuples():
        with open(row.name, "w") as out:
            out.write(str(row.amount))


def load() -> pd.DataFrame:
    return pd.read_csv("book.csv")


%s
`

func TestSavedTables(t *testing.T) {
	const kept = "it takes a table, and tables go down, never up: rows is a pd.DataFrame"
	for _, c := range []struct{ page, want string }{
		{`save(st.data_editor(load(), key="k"))`, "{type: table}"},
		{"rows = st.data_editor(load()[['name', 'amount']], key='k')\nsave(rows)", "{type: table, columns: {name: any, amount: any}}"},
		{"rows = st.data_editor(pd.DataFrame({'name': ['a'], 'amount': [1]}), key='k')\nsave(rows.dropna())", "{type: table, columns: {name: any, amount: any}}"},
		{"file = st.file_uploader('f')\nif file:\n    rows = pd.read_csv(file)\n    save(rows)", "{type: table}"},
		{"save(pd.DataFrame([{'name': st.text_input('n'), 'amount': 1}]))", "{type: table, columns: {name: {type: string, nullable: true}, amount: {type: int, nullable: true}}}"},

		{"save(load())", kept},
		{"save(load().head())", kept},
		{"rows = st.data_editor(load(), key='k')\nif st.toggle('t'):\n    rows = load()\nsave(rows)", kept},
		{"save(st.data_editor(load(), key='k'))\nsave(load())", kept},
		{"save(pd.DataFrame({'a': load()['name'], 'b': st.text_input('n')}))", kept},
		{"spread_out(st.data_editor(load(), key='k'))", "rows is a table whose members name a path at app.py:"},
		{"st.write(total(st.data_editor(load(), key='k')))", kept},
	} {
		t.Run(c.page, func(t *testing.T) {
			content, err := auditFiles(t, map[string]string{"app.py": fmt.Sprintf(savingApp, c.page)}).Manifest(Draft{Name: "case", Source: "../app"})
			if err != nil {
				t.Fatalf("%v\n%s", err, content)
			}
			if !strings.Contains(string(content), c.want) || c.want != kept && strings.Contains(string(content), "kept: it takes") {
				t.Errorf("without %s\n%s", c.want, content)
			}
		})
	}
}
