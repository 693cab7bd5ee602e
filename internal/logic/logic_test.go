package logic

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

const head = `streamlift: 1
app: {name: shop, source: app}
resources:
  db: {kind: sql, url: {env: DATABASE_URL}}
logic: [LOGIC]
operations:
  - id: total
    kind: query
    from: {call: CALL}
    uses: {conn: db}
    inputs:
      since: {type: date}
    output: {type: table}
`

// TestCheck holds a manifest against modules. core.py is the module's text; the app also has
// other.py, pkg/__init__.py and pkg/deep.py.
func TestCheck(t *testing.T) {
	for _, tc := range []struct{ name, logic, call, core, want string }{
		{name: "fits", core: "import pandas, json\ndef total(conn, since, limit=5): ...\n"},
		{name: "keyword only", core: "def total(*, conn, since, limit=5): ...\n"},
		{name: "anything", core: "def total(**all): ...\n"},
		{name: "imported there", core: "from somewhere import total\n"},
		{name: "decorated", core: "@cache\ndef total(): ...\n"},
		{name: "under try", core: "try:\n    import x\nexcept ImportError:\n    def total(conn, since): ...\n"},
		{name: "only for type checkers", core: "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import streamlit\ndef total(conn, since): ...\n"},
		{name: "no such function", core: "def totals(conn, since): ...\n",
			want: `streamlift.yaml:9:18: module "core" has no function "total". did you mean "totals"?`},
		{name: "no such module", logic: "pkg/", call: "pkg.sales:total",
			want: `streamlift.yaml:9:18: there is no module "pkg.sales" in the app. write it as package.module, below ` + "`app.source`"},
		{name: "input it does not take", core: "def total(conn, sinse=None): ...\n",
			want: `streamlift.yaml:12:7: core:total takes no "since". did you mean "sinse"?`},
		{name: "parameter that nothing gives", core: "def total(conn, since, region, limit=1): ...\n",
			want: `streamlift.yaml:9:18: core:total needs "region", which is neither input nor ` + "`uses` of \"total\". add it to `inputs`"},
		{name: "resource it does not take", core: "def total(since): ...\n",
			want: `streamlift.yaml:10:18: core:total takes no "conn". it takes: since`},
		{name: "by position only", core: "def total(conn, /, since): ...\n",
			want: `streamlift.yaml:9:18: core:total takes "conn" by position only. inputs go in by keyword: take the / out of the function` + "\n" +
				`streamlift.yaml:10:18: core:total takes no "conn". it takes: since`},
		{name: "streamlit", core: "def total(conn, since):\n    import streamlit as st\n",
			want: "app/core.py:2:12: logic imports streamlit, which the service does not have. move what draws to the pages, or take the file out of `logic`"},
		{name: "module left behind", core: "import other\nfrom pkg import deep\ndef total(conn, since): ...\n",
			want: "app/core.py:1:8: logic imports \"other\" of the app, which is not taken. list \"other.py\" under `logic` too\n" +
				"app/core.py:2:1: logic imports \"pkg\" of the app, which is not taken. list \"pkg/__init__.py\" under `logic` too\n" +
				"app/core.py:2:17: logic imports \"pkg.deep\" of the app, which is not taken. list \"pkg/deep.py\" under `logic` too"},
		{name: "syntax", core: "def total(conn, since:\n    pass\n", want: "app/core.py:1:10: "},
		{name: "not there", logic: "cora.py", call: "cora:total", want: "streamlift.yaml:5:9: logic \"cora.py\" is not in the app. write it relative to `app.source`"},
		{name: "leads out", logic: "link.py", call: "link:total", want: "streamlift.yaml:5:9: logic \"link.py\" is not in the app. write it relative to `app.source`"},
		{name: "nothing in it", logic: "none/", call: "none.x:total", want: "streamlift.yaml:5:9: logic \"none/\" holds no file. take it out, or write modules into it"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.logic == "" {
				tc.logic = "core.py"
			}
			if tc.call == "" {
				tc.call = "core:total"
			}
			text := strings.NewReplacer("LOGIC", tc.logic, "CALL", tc.call).Replace(head)
			m, diags := manifest.Load("streamlift.yaml", []byte(text))
			if len(diags) > 0 {
				t.Fatal(diags)
			}
			app := folder(t, tc.core)
			defer app.Close()
			files, err := Read(app, m)
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = Parse(m, app.FS(), files).Check().Error()
			}
			if got != tc.want && !(tc.name == "syntax" && strings.HasPrefix(got, tc.want)) {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

func folder(t *testing.T, core string) *os.Root {
	t.Helper()
	outer := t.TempDir()
	for name, text := range map[string]string{"app/core.py": core, "app/other.py": "", "app/pkg/__init__.py": "", "app/pkg/deep.py": "",
		"secret.py": "x = 1", "app/none/__pycache__/a.pyc": "", "app/none/.hidden/a.py": ""} {
		path := filepath.Join(outer, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../secret.py", filepath.Join(outer, "app", "link.py")); err != nil {
		t.Log(err) // a Windows without the right to link
	}
	root, err := os.OpenRoot(filepath.Join(outer, "app"))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestThirdParty(t *testing.T) {
	m, _ := manifest.Load("streamlift.yaml", []byte(strings.NewReplacer("LOGIC", "core.py, pkg/", "CALL", "core:total").Replace(head)))
	app := folder(t, "import json, numpy as np\nfrom sklearn.linear_model import Ridge\nfrom . import other\nimport pkg.deep\ndef f():\n    import pandas.api\n")
	defer app.Close()
	files, err := Read(app, m)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(Parse(m, app.FS(), files).ThirdParty(), " "); got != "numpy pandas sklearn" {
		t.Errorf("got %s", got)
	}
}
