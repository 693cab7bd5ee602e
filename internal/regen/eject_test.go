package regen

import (
	"os"
	"path/filepath"
	"testing"
)

func TestEject(t *testing.T) {
	p := newProject(t)
	p.generate(owned("a.py", "# header\na = 1\n"), shared("b.py", "b = 1\n"), shared("deep/check.yml", "check: 1\n"))
	p.write("own.txt", "own\n")
	p.remove("b.py")
	project, err := Open(p.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	err = project.Eject(func(e Entry, content []byte) []byte {
		switch e.Path {
		case "a.py":
			return content[len("# header\n"):]
		case "deep/check.yml":
			return nil
		}
		return content
	})
	if err != nil || p.read("a.py")+p.read("own.txt") != "a = 1\nown\n" {
		t.Errorf("%v: %q", err, p.read("a.py"))
	}
	left, err := os.ReadDir(p.dir)
	if err != nil || len(left) != 2 || p.exists(filepath.FromSlash(".streamlift")) {
		t.Errorf("left: %v, %v", left, err)
	}
}
