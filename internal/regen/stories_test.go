package regen

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The stories of data that other tools lost, each made impossible here. The references name their reports.

// Story 1, copier#2729, #1162, #2135, #2339, #1202: ignored and newly excluded files are deleted on an update.
func TestStoryIgnoredFilesDeleted(t *testing.T) {
	p := newProject(t)
	p.write(".gitignore", "*.local\n/data/\n")
	p.write("data/big.local", "a person's\n")
	p.generate(shared("app.local", "one\n"), shared("data/seed.local", "seed\n"), shared("kept.txt", "k\n"))
	p.write("data/seed.local", "seed\nmine\n")
	plan := p.generate(shared("kept.txt", "k\n")) // the pack excludes both now
	if p.read("data/big.local")+p.read("data/seed.local") != "a person's\nseed\nmine\n" || p.exists("app.local") {
		t.Errorf("%v", plan.Changes)
	}
	if find(t, plan, "data/seed.local").Kind != Conflicting {
		t.Error("the excluded file that was edited is not asked about")
	}
}

// Story 2, copier _remove_old_files, JHipster#3696: an edited file is unlinked because the template dropped it.
func TestStoryEditedFileUnlinked(t *testing.T) {
	p := newProject(t)
	p.generate(shared("src/a.py", "a = 1\n"), shared("src/b.py", "b = 1\n"))
	p.write("src/b.py", "b = 1\nmine = 2\n")
	p.write("src/own.py", "own = 1\n")
	for range 3 {
		p.generate(shared("src/a.py", "a = 2\n"))
	}
	if p.read("src/b.py")+p.read("src/own.py") != "b = 1\nmine = 2\nown = 1\n" {
		t.Error("a person's lines are gone")
	}
}

// Story 3, cruft#44, #47, #74: hunks are dropped while the state says "updated"; a renamed file is deleted only.
func TestStoryHunksDropped(t *testing.T) {
	p := newProject(t)
	at := func(path, content string) File {
		return File{Unit: "part/one", Path: path, Content: []byte(content), Owner: Shared, Template: "t"}
	}
	p.generate(at("a.txt", "1\n2\n3\n"), shared("b.txt", "1\n2\n3\n"))
	p.write("a.txt", "1\nmine\n3\n")
	p.write("b.txt", "1\nmine\n3\n")
	p.generate(at("renamed.txt", "1\n2\n3\nnew\n"), shared("b.txt", "1\ntheirs\n3\n"))
	if got := p.read("renamed.txt"); !strings.Contains(got, "mine") || !strings.Contains(got, "new") || p.exists("a.txt") {
		t.Errorf("renamed: %q", got)
	}
	if got := p.read("b.txt"); !strings.Contains(got, "mine") || !strings.Contains(got, "theirs") || p.state("b.txt") != Conflict {
		t.Errorf("conflict: %q, %s", got, p.state("b.txt"))
	}
}

// Story 4, kubebuilder#6049, #5957: everything but .git is wiped, ignored env files included.
func TestStoryWipe(t *testing.T) {
	p := newProject(t)
	p.generate(shared("a/b.txt", "one\n"))
	own := map[string]string{".env": "SECRET=1\n", "a/own.txt": "own\n", ".git/config": "[core]\n", ".venv/x.py": "x\n", "node_modules/y.js": "y\n"}
	for name, text := range own {
		p.write(name, text)
	}
	p.generate() // nothing is generated any more
	for name, text := range own {
		if p.read(name) != text {
			t.Errorf("%s is not what it was", name)
		}
	}
	if p.exists("a/b.txt") {
		t.Error("the generated file is still there")
	}
}

// Story 5, openapi-generator#5053, #12182, swagger-codegen#10918, fastapi-code-generator#181: an implementation is
// overwritten.
func TestStoryImplementationOverwritten(t *testing.T) {
	const stub = "def total(region):\n    raise NotImplementedError\n"
	const written = "def total(region):\n    rows = load(region)\n    return sum(rows)\n"
	for _, owner := range []Owner{Shared, Yours} {
		p := newProject(t)
		file := func(content string) File {
			return File{Path: "impl.py", Content: []byte(content), Owner: owner, Template: "t"}
		}
		p.generate(file(stub))
		p.write("impl.py", written)
		p.generate(file(stub))
		p.generate(file(stub + "\n\ndef growth():\n    raise NotImplementedError\n"))
		if got := p.read("impl.py"); !strings.HasPrefix(got, written) {
			t.Errorf("%s: %q", owner, got)
		}
	}
}

// Story 6, projen#638, #1265, #1306, #1484: a person's own file is deleted because it holds the marker text.
func TestStoryMarkerTextOwns(t *testing.T) {
	const header = "# Generated from streamlift.yaml; do not edit.\n"
	p := newProject(t)
	p.generate(owned("a.py", header+"a = 1\n"))
	p.write("mine.py", header+"mine = 1\n")
	p.write("a_copy.py", header+"a = 1\n")
	p.generate()
	if p.exists("a.py") || p.read("mine.py")+p.read("a_copy.py") != header+"mine = 1\n"+header+"a = 1\n" {
		t.Error("what the lock does not know was touched")
	}
}

// Story 7, JHipster#10787, #28747, hof: adding a field overwrites custom code; white space is trimmed.
func TestStoryFieldOverwritesCode(t *testing.T) {
	const before = "class Order:\n    id: int\n\n    def total(self):\n        return 0\n"
	const mine = "class Order:\n    id: int\n\n\n    def total(self):\n        return self.price * self.count   \n\n    def mine(self):\n\n        return 1\n\n\n\n"
	p := newProject(t)
	p.generate(shared("order.py", before))
	p.write("order.py", mine)
	p.generate(shared("order.py", strings.Replace(before, "id: int\n", "id: int\n    note: str\n", 1)))
	if got, want := p.read("order.py"), strings.Replace(mine, "id: int\n", "id: int\n    note: str\n", 1); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Story 8, gqlgen#1069, #1091, #1123: comments and imports are lost by writing from the tree.
func TestStoryCommentsLost(t *testing.T) {
	const before = "import os\n\n\ndef resolve(x):\n    return x\n"
	const mine = "import os\nimport json  # for dumps\n\n# why this exists\n\n\ndef resolve(x):  # keep\n    # step one\n    return json.dumps(x)\n    # the end\n"
	p := newProject(t)
	p.generate(shared("r.py", before))
	p.write("r.py", mine)
	p.generate(shared("r.py", before+"\n\ndef other(y):\n    return os.name\n"))
	got := p.read("r.py")
	for line := range strings.Lines(mine) {
		if !strings.Contains(got, line) {
			t.Errorf("%q is lost in\n%s", line, got)
		}
	}
}

// Story 9, copier#1718, #1735, #1894, hof: a deleted file comes back, or is never fixed again without a word.
func TestStoryDeletedFileResurrected(t *testing.T) {
	p := newProject(t)
	p.generate(shared("a.txt", "one\n"))
	p.remove("a.txt")
	for _, content := range []string{"one\n", "two\n", "three\n"} {
		c := find(t, p.generate(shared("a.txt", content)), "a.txt")
		if p.exists("a.txt") || c.Reason == "" || c.Kind != Kept && c.Kind != Conflicting {
			t.Errorf("%q: %+v", content, c)
		}
	}
}

// Story 10, copier#1833, renovate#31600, maintainer-tools#645, python-copier-template#41: a conflict vanishes in a merge
// tool, or is merged by a bot because nothing said so.
func TestStoryConflictUntold(t *testing.T) {
	p := newProject(t)
	p.generate(shared("a.txt", "one\n"))
	p.write("a.txt", "mine\n")
	first := p.generate(shared("a.txt", "two\n"))
	p.write("a.txt", "a merge tool left this\n") // no markers any more
	second := p.generate(shared("a.txt", "two\n"))
	if len(first.Conflicts()) != 1 || len(second.Conflicts()) != 1 {
		t.Error("the conflict is told once only")
	}
	if p.read(savedPath("a.txt", savedMine))+p.read(savedPath("a.txt", savedNew)) != "mine\ntwo\n" {
		t.Error("the sides are not kept")
	}
	if done, err := p.accept(Mine, "a.txt"); err != nil || len(done) != 1 || p.read("a.txt") != "mine\n" {
		t.Errorf("my version does not come back: %v", err)
	}
}

// Story 11, mistral client-ts PR 224, kubebuilder#4989: the same conflict forever, blocking every target.
func TestStoryConflictForever(t *testing.T) {
	p := newProject(t)
	render := func(version int) []File {
		var files []File
		for i := range 40 {
			files = append(files, shared(fmt.Sprintf("f%02d.txt", i), fmt.Sprintf("file %d\n\nversion %d\n", i, version)))
		}
		return files
	}
	p.generate(render(1)...)
	p.write("f07.txt", "file 7\n\nmine\n")
	if n := len(p.generate(render(2)...).Conflicts()); n != 1 {
		t.Fatalf("%d conflicts", n)
	}
	if again := p.generate(render(2)...); !again.Empty() || len(again.Conflicts()) != 1 {
		t.Errorf("the second run touches %v", again.Differences())
	}
	p.write("f07.txt", "file 7\n\nmine and version 2\n")
	if _, err := p.accept(AsIs, "f07.txt"); err != nil {
		t.Fatal(err)
	}
	if third := p.generate(render(2)...); !third.Empty() || len(third.Conflicts()) != 0 {
		t.Errorf("the third run touches %v", third.Differences())
	}
}

// Story 12, hof: a clean merge that does not parse or registers a route twice; deleted lines back through a union.
func TestStoryCleanButWrong(t *testing.T) {
	const base = "router = APIRouter()\n\n\n@router.get(\"/a\")\ndef a():\n    return 1\n"
	route := func(name string) string { return "\n\n@router.get(\"/b\")\ndef " + name + "():\n    return 2\n" }
	p := newProject(t)
	p.generate(shared("r.py", base))
	p.write("r.py", strings.Replace(base, "router = ", route("mine")[2:]+"\n\nrouter = ", 1))
	if c := find(t, p.generate(shared("r.py", base+route("theirs"))), "r.py"); c.Kind != Conflicting || !strings.Contains(c.Reason, "the route get /b of router twice") {
		t.Errorf("%s: %s\n%s", c.Kind, c.Reason, p.read("r.py"))
	}
	p = newProject(t)
	p.generate(shared("r.py", base+route("b")))
	p.write("r.py", base) // a person deletes b
	p.remove(".streamlift/base")
	if c := find(t, p.generate(shared("r.py", "import new\n\n"+base+route("b"))), "r.py"); c.Row != 20 || p.read("r.py") != base {
		t.Errorf("without its base: row %d\n%s", c.Row, p.read("r.py"))
	}
}

// Story 13, aws-samples PR 222, winglang/wing#321: hand fixes are reverted by each run; read-only bits break editors.
func TestStoryFixesReverted(t *testing.T) {
	p := newProject(t)
	render := func(version int) File {
		return shared("a.py", fmt.Sprintf("version = %d\n\n\ndef f():\n    return 1\n", version))
	}
	p.generate(render(1))
	p.write("a.py", strings.Replace(p.read("a.py"), "return 1", "return 2  # fixed", 1))
	for version := 1; version < 6; version++ {
		p.generate(render(version))
	}
	if got := p.read("a.py"); got != "version = 5\n\n\ndef f():\n    return 2  # fixed\n" {
		t.Errorf("got %q", got)
	}
	if mode := fileMode(t, filepath.Join(p.dir, "a.py")); mode&0o200 == 0 {
		t.Errorf("mode %v", mode)
	}
	if _, err := os.OpenFile(filepath.Join(p.dir, "a.py"), os.O_WRONLY, 0); err != nil {
		t.Error(err)
	}
}
