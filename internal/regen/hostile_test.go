package regen

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
)

const someHash = Hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

func lockLine(path string) string {
	return fmt.Sprintf("file %s shared clean %s file . unit t.tmpl\n", word(path), someHash)
}

// TestHostileLock opens projects whose lock comes from somebody else. Each is refused with its line, or does no harm.
func TestHostileLock(t *testing.T) {
	long := strings.Repeat("a/", 5000) + "b"
	for _, tc := range []struct{ name, lock, want string }{
		{name: "absolute path", lock: lockLine("/etc/passwd"), want: `.streamlift/lock:2:1: names "/etc/passwd", which is no path inside the project. restore the line from version control, or remove it`},
		{name: "parent folder", lock: lockLine("../outside.txt"), want: `names "../outside.txt", which is no path`},
		{name: "hidden parent folder", lock: lockLine("a/../../outside.txt"), want: `which is no path`},
		{name: "windows path", lock: lockLine(`a\..\..\outside.txt`), want: `which is no path`},
		{name: "drive", lock: lockLine("C:/x"), want: `which is no path`},
		{name: "git hook", lock: lockLine(".git/hooks/pre-commit"), want: `which is no path`},
		{name: "git folder in another case", lock: lockLine("sub/.GIT/config"), want: `which is no path`},
		{name: "own state", lock: lockLine(".streamlift/lock"), want: `which is no path`},
		{name: "newline in a name", lock: lockLine("a\nb"), want: `names "a\nb", which is no path`},
		{name: "escape sequence in a name", lock: lockLine("a\x1b[2Jb"), want: `which is no path`},
		{name: "empty name", lock: lockLine(""), want: `which is no path`},
		{name: "project folder itself", lock: lockLine("."), want: `which is no path`},
		{name: "names that differ by case", lock: lockLine("a/B.py") + lockLine("A/b.py"), want: `.streamlift/lock:3:1: names "A/b.py", which differs from "a/B.py" only by case`},
		{name: "hash that is a path", lock: strings.Replace(lockLine("a"), string(someHash), "../../../outside", 1), want: `is no hash`},
		{name: "unknown owner", lock: strings.Replace(lockLine("a"), "shared", "nobody", 1), want: `names the owner "nobody"`},
		{name: "unknown state", lock: strings.Replace(lockLine("a"), "clean", "dirty", 1), want: `names the state "dirty"`},
		{name: "unknown mode", lock: strings.Replace(lockLine("a"), " file . ", " setuid . ", 1), want: `names the mode "setuid"`},
		{name: "moved out of the project", lock: strings.Replace(lockLine("a"), " file . ", " file ../x ", 1), want: `which is no path`},
		{name: "cut off", lock: "file a shared\n", want: `is no line of a lock`},
		{name: "open quote", lock: `file "a` + "\n", want: `is no line of a lock`},
		{name: "merge markers", lock: "<<<<<<< ours\n" + lockLine("a") + "=======\n" + lockLine("a") + ">>>>>>> theirs\n", want: ".streamlift/lock:2:1: merge marker. `streamlift recover` keeps the lines of both sides"},
		{name: "too many lines", lock: strings.Repeat("x\n", maxEntries), want: "has over 100000 lines"},
		{name: "long path", lock: lockLine(long)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newProject(t)
			p.write(".streamlift/lock", lockHeader+"\n"+tc.lock)
			project, err := Open(p.dir)
			if tc.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				defer project.Close()
				return
			}
			var found diag.List
			if !errors.As(err, &found) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func TestManyEntries(t *testing.T) {
	p := newProject(t)
	var lock strings.Builder
	lock.WriteString(lockHeader + "\n")
	for i := range 10_000 {
		lock.WriteString(lockLine(fmt.Sprintf("f%05d.py", i)))
	}
	p.write(".streamlift/lock", lock.String())
	p.write("f00007.py", "a person's\n")
	p.write("own.txt", "a person's\n")
	plan := p.generate()
	if conflicts := plan.Conflicts(); len(conflicts) != 1 || conflicts[0].Path != "f00007.py" {
		t.Errorf("conflicts: %v", conflicts)
	}
	if p.read("f00007.py")+p.read("own.txt") != "a person's\na person's\n" {
		t.Error("a file that the lock lies about was touched")
	}
}

// TestHostileRender refuses files that would leave the project, whatever made them.
func TestHostileRender(t *testing.T) {
	for _, tc := range []struct {
		name  string
		files []File
		want  string
	}{
		{name: "parent folder", files: []File{shared("../x", "")}, want: `"../x": is no path inside a project`},
		{name: "absolute", files: []File{shared("/x", "")}, want: `"/x": is no path inside a project`},
		{name: "newline", files: []File{shared("a\nb", "")}, want: `"a\nb": is no path inside a project`},
		{name: "twice", files: []File{shared("a", ""), shared("a", "")}, want: "a: generated twice"},
		{name: "case", files: []File{shared("a", ""), shared("A", "")}, want: "A: differs from a only by case"},
		{name: "owner", files: []File{{Path: "a", Owner: "nobody"}}, want: `a: has the owner "nobody"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newProject(t)
			project, err := Open(p.dir)
			if err != nil {
				t.Fatal(err)
			}
			defer project.Close()
			if _, err := project.Plan(tc.files, Options{}); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func TestStateIsALink(t *testing.T) {
	p := newProject(t)
	elsewhere := t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(p.dir, ".streamlift")); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(p.dir); err == nil || !strings.Contains(err.Error(), ".streamlift: is no folder") {
		t.Errorf("got %v", err)
	}
}

// TestBaseLost damages the base store in each way. The file that needs it is a conflict, never joined without it.
func TestBaseLost(t *testing.T) {
	for _, tc := range []struct {
		name   string
		damage func(full string) error
	}{
		{name: "missing", damage: os.Remove},
		{name: "empty", damage: func(full string) error { return os.WriteFile(full, nil, 0o644) }},
		{name: "rubbish", damage: func(full string) error { return os.WriteFile(full, []byte("rubbish"), 0o644) }},
		{name: "other content", damage: func(full string) error {
			packed, err := new(packer).pack(HashOf([]byte("one\n\nend\n")), []byte("other\n"))
			return errors.Join(err, os.WriteFile(full, packed, 0o644))
		}},
		{name: "line ends converted", damage: func(full string) error {
			content, err := os.ReadFile(full)
			return errors.Join(err, os.WriteFile(full, append([]byte("\r\n"), content...), 0o644))
		}},
		{name: "grows without end", damage: func(full string) error {
			packed, err := new(packer).pack(HashOf([]byte("one\n\nend\n")), make([]byte, maxMerge*4))
			return errors.Join(err, os.WriteFile(full, packed, 0o644))
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newProject(t)
			p.generate(shared("a.txt", "one\n\nend\n"), shared("b.txt", "b\n"))
			p.write("a.txt", "one\n\nmine\n")
			full := filepath.Join(p.dir, filepath.FromSlash(basePath(HashOf([]byte("one\n\nend\n")))))
			if err := tc.damage(full); err != nil {
				t.Fatal(err)
			}
			plan := p.generate(shared("a.txt", "two\n\nend\n"), shared("b.txt", "b2\n"))
			if c := find(t, plan, "a.txt"); c.Row != 20 || p.read("a.txt") != "one\n\nmine\n" {
				t.Errorf("row %d, %q", c.Row, p.read("a.txt"))
			}
			if p.read("b.txt") != "b2\n" {
				t.Error("the other file did not advance")
			}
			if _, err := p.accept(AsIs, "a.txt"); err != nil {
				t.Fatal(err)
			}
			p.generate(shared("a.txt", "three\n\nend\n"), shared("b.txt", "b2\n"))
		})
	}
}

// TestPackedBytes pins how the base store packs: two people who store one content must write one file.
func TestPackedBytes(t *testing.T) {
	packed, err := new(packer).pack(someHash, []byte(strings.Repeat("def total():\n    return 1\n", 20)))
	if err != nil {
		t.Fatal(err)
	}
	const want = "6f1a229f8d98bd6d"
	if got := HashOf(packed)[:16]; got != want {
		t.Errorf("packed to %s, want %s: an update of Go packs anew, so store under another name", got, want)
	}
}
