package merge

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata")

// TestCases merges every testdata/*.txtar: the files base, mine and theirs, all with the suffix of what they are, give
// the file "merged".
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d cases, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			texts := map[string]string{}
			suffix := ""
			for _, f := range archive.Files {
				name, ext, _ := strings.Cut(f.Name, ".")
				texts[name] = string(f.Data)
				suffix = "." + ext
			}
			got := Merge("x"+suffix, Versions{Base: texts["base"], Mine: texts["mine"], Theirs: texts["theirs"]}, labels)
			text := got.Text
			if got.Reason != "" {
				text = "# " + got.Reason + "\n" + text
			}
			if *update {
				archive.Files = append(archive.Files[:3], txtar.File{Name: "merged" + suffix, Data: []byte(text)})
				write(t, path, txtar.Format(archive))
			} else if text != texts["merged"] {
				t.Errorf("got\n%s\nwant\n%s", text, texts["merged"])
			}
		})
	}
}
