//go:build unix

package regen

import (
	"fmt"
	"os"
	"testing"
)

// TestCrashDuringRecover interrupts a run, then its recovery at every operation, and recovers again.
func TestCrashDuringRecover(t *testing.T) {
	before, after, operations := states(t)
	second := func(dir string, fault func() error) error { return runSecond(dir, fault) }
	interrupted := 0
	for n := 5; n <= operations; n += 6 {
		for m := 1; ; m++ {
			p := crashProject(t)
			leave(t, p.dir, n, second)
			ended := recoverUntil(t, p.dir, m)
			if !ended {
				interrupted++
			}
			afterCrash(t, p, before, after, fmt.Sprintf("run left at %d, recovery at %d", n, m))
			_ = os.RemoveAll(p.dir)
			if ended || t.Failed() {
				break
			}
		}
	}
	if interrupted < 50 {
		t.Errorf("only %d recoveries were interrupted", interrupted)
	}
}

// recoverUntil recovers a project and never comes back from operation m; it reports whether there were fewer.
func recoverUntil(t *testing.T, dir string, m int) (ended bool) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	defer func() {
		if r := recover(); r != nil && r != errInjected {
			panic(r)
		}
	}()
	fault, _ := failFrom(m, m, func() error { panic(errInjected) })
	if _, err := recoverDisk(disk{root: root, fault: fault}); err != nil {
		t.Error(err)
	}
	return true
}
