package generator

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// ownership is what the README says about the files of one owner.
type ownership struct{ owned, except []string }

// TestReadmeNamesOwners holds what a project's README says about who owns which file to the pack's table.
func TestReadmeNamesOwners(t *testing.T) {
	files := exampleFiles(t, "../examples/sales/streamlift.yaml")
	said := map[string]ownership{}
	for _, f := range files {
		if f.Path == "README.md" {
			said = saidOwners(string(f.Content))
		}
	}
	if len(said["owned"].owned) == 0 || len(said["yours"].owned) == 0 {
		t.Fatalf("the README says nothing about owners: %v", said)
	}
	for _, f := range files {
		want := "shared"
		for _, owner := range []string{"owned", "yours"} {
			if said[owner].covers(f.Path) {
				want = owner
			}
		}
		if f.Owner != want {
			t.Errorf("%s is %s, the README says %s", f.Path, f.Owner, want)
		}
	}
}

func exampleFiles(t *testing.T, name string) []File {
	t.Helper()
	split, err := pack.Builtin("split")
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	m, problems := manifest.Load(name, content)
	if problems.Failed() {
		t.Fatal(problems)
	}
	files, err := Generate(Input{Manifest: m, Pack: split})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// saidOwners reads the list of owners; each point below an owner names files and, behind "but for", exceptions.
func saidOwners(readme string) map[string]ownership {
	said := map[string]ownership{}
	owners := map[string]string{"- **Streamlift's**": "owned", "- **Yours**": "yours"}
	owner := ""
	for line := range strings.Lines(readme) {
		if strings.HasPrefix(line, "- **") {
			owner = owners[line[:strings.LastIndex(line, "**")+2]]
		}
		if !strings.HasPrefix(line, "  - ") {
			continue
		}
		owned, except, _ := strings.Cut(line, "but for")
		o := said[owner]
		said[owner] = ownership{owned: append(o.owned, quoted(owned)...), except: append(o.except, quoted(except)...)}
	}
	return said
}

var backquoted = regexp.MustCompile("`([^`]+)`")

func quoted(text string) []string {
	var found []string
	for _, match := range backquoted.FindAllStringSubmatch(text, -1) {
		found = append(found, match[1])
	}
	return found
}

func (o ownership) covers(file string) bool {
	matches := func(pattern string) bool {
		folder, whole := strings.CutSuffix(pattern, "**")
		return whole && strings.HasPrefix(file, folder) || pattern == file || pattern == path.Base(file)
	}
	for _, pattern := range o.except {
		if matches(pattern) {
			return false
		}
	}
	for _, pattern := range o.owned {
		if matches(pattern) {
			return true
		}
	}
	return false
}
