package regen

import (
	"slices"
	"strings"
	"testing"
)

func TestLockReadsWhatItWrites(t *testing.T) {
	lock := Lock{
		Inputs: []Input{{Name: "operations.a b", Hash: "1"}, {Name: "pack", Hash: "2"}},
		Files: []Entry{
			{Path: "a b/ü.py", Home: "a b/ü.py", Unit: "group/x", Owner: Shared, State: Clean, Base: someHash, Template: "t.tmpl", Entries: []string{"operations.a b", `quo"te`}},
			{Path: "moved.py", Home: "made/here.py", Unit: "u", Owner: Owned, State: Edited, Base: someHash, Executable: true},
		},
	}
	got, found := parseLock(string(lock.format()))
	if len(found) > 0 || !slices.Equal(got.Inputs, lock.Inputs) || string(got.format()) != string(lock.format()) || len(got.Files) != 2 || got.Files[1].Home != "made/here.py" {
		t.Errorf("%v: %+v", found, got)
	}
	windows, found := parseLock(strings.ReplaceAll(string(lock.format()), "\n", "\r\n"))
	if len(found) > 0 || string(windows.format()) != string(lock.format()) {
		t.Errorf("with other line ends: %v", found)
	}
}

// FuzzLock reads any text: nothing panics, no path leaves the project, and what is read is written back the same.
func FuzzLock(f *testing.F) {
	f.Add(lockHeader + "\n" + lockLine("a.py") + "input pack 1\n")
	f.Add(lockHeader + "\n<<<<<<< a\n" + lockLine("a.py") + "=======\n>>>>>>> b\n")
	f.Add("file \"\\n\" shared")
	f.Fuzz(func(t *testing.T, text string) {
		lock, found := parseLock(text)
		for _, e := range lock.Files {
			if !safePath(e.Path) || !safePath(e.Home) || !validHash(e.Base) {
				t.Errorf("took %+v", e)
			}
		}
		if len(found) > 0 {
			return
		}
		again, found := parseLock(string(lock.format()))
		if len(found) > 0 || string(again.format()) != string(lock.format()) {
			t.Errorf("%q is written as %q and read as %v", text, lock.format(), found)
		}
		settle(lock, nil)
	})
}
