package merge

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var labels = Labels{Mine: "mine", Base: "base", Theirs: "theirs"}

func TestLines(t *testing.T) {
	for _, tc := range []struct {
		name, base, mine, theirs, want string
		conflicts                      int
	}{
		{name: "only mine changed", base: "a\nb\n", mine: "a\nB\n", theirs: "a\nb\n", want: "a\nB\n"},
		{name: "only theirs changed", base: "a\nb\n", mine: "a\nb\n", theirs: "b\n", want: "b\n"},
		{name: "changes apart", base: "a\nb\nc\n", mine: "A\nb\nc\n", theirs: "a\nb\nC\n", want: "A\nb\nC\n"},
		{name: "the same change", base: "a\nb\n", mine: "a\nx\n", theirs: "a\nx\n", want: "a\nx\n"},
		{name: "deleted and untouched", base: "a\nb\nc\n", mine: "a\nc\n", theirs: "a\nb\nc\nd\n", want: "a\nc\nd\n"},
		{name: "last line without line end", base: "a\nb", mine: "a\nb", theirs: "a\nc", want: "a\nc"},
		{name: "both add at the end", base: "a\n", mine: "a\nm\n", theirs: "a\nt\n", conflicts: 1,
			want: "a\n<<<<<<< mine\nm\n||||||| base\n=======\nt\n>>>>>>> theirs\n"},
		{name: "same line, no line end", base: "a", mine: "m", theirs: "t", conflicts: 1,
			want: "<<<<<<< mine\nm\n||||||| base\na\n=======\nt\n>>>>>>> theirs\n"},
		{name: "all empty"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := Lines(tc.base, tc.mine, tc.theirs, labels)
			if got.Text != tc.want || len(got.Conflicts) != tc.conflicts {
				t.Errorf("got %q with %v, want %q with %d conflicts", got.Text, got.Conflicts, tc.want, tc.conflicts)
			}
			for _, c := range got.Conflicts {
				lines := strings.Split(got.Text, "\n")
				if !strings.HasPrefix(lines[c.First-1], "<<<<<<<") || !strings.HasPrefix(lines[c.Last-1], ">>>>>>>") {
					t.Errorf("conflict %v does not span its markers in %q", c, got.Text)
				}
			}
		})
	}
}

// TestLinesAgainstGit compares with git on seeded random edits: never clean where git conflicts,
// and equal text where both are clean.
func TestLinesAgainstGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not on PATH")
	}
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	clean := 0
	for range 300 {
		base := randomLines(random, 12)
		mine, theirs := edited(random, base), edited(random, base)
		got := Lines(base, mine, theirs, labels)
		want, conflicts := gitMerge(t, git, dir, [3]string{base, mine, theirs})
		if !conflicts && len(got.Conflicts) == 0 {
			clean++
			if got.Text != want {
				t.Errorf("base %q mine %q theirs %q: got %q, git %q", base, mine, theirs, got.Text, want)
			}
		}
		if conflicts && len(got.Conflicts) == 0 {
			t.Errorf("base %q mine %q theirs %q: clean here, a conflict for git", base, mine, theirs)
		}
	}
	if clean < 50 {
		t.Errorf("only %d of 300 random cases merged cleanly on both sides", clean)
	}
}

func gitMerge(t *testing.T, git, dir string, versions [3]string) (text string, conflicts bool) {
	t.Helper()
	var paths [3]string
	for i, content := range versions {
		paths[i] = filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(paths[i], []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(git, "merge-file", "--diff3", "-p", paths[1], paths[0], paths[2]).Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() > 127) {
		t.Fatal(err)
	}
	return string(out), err != nil
}

func randomLines(random *rand.Rand, n int) string {
	var b strings.Builder
	for range random.IntN(n) {
		fmt.Fprintf(&b, "%c\n", 'a'+rune(random.IntN(20)))
	}
	return b.String()
}

// edited inserts, deletes and changes a few lines, and sometimes drops the last line end.
func edited(random *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	for range random.IntN(4) {
		i := random.IntN(len(lines))
		switch random.IntN(3) {
		case 0:
			lines = append(lines[:i], append([]string{fmt.Sprintf("new%d\n", random.IntN(5))}, lines[i:]...)...)
		case 1:
			if len(lines) > 1 {
				lines = append(lines[:i:i], lines[i+1:]...)
			}
		default:
			lines[i] = fmt.Sprintf("changed%d\n", random.IntN(5))
		}
	}
	out := strings.Join(lines, "")
	if random.IntN(8) == 0 {
		out = strings.TrimSuffix(out, "\n")
	}
	return out
}

// FuzzLines holds the merge laws of docs/regeneration: what one side left alone is the other's.
func FuzzLines(f *testing.F) {
	f.Add("a\nb\n", "a\nc\n", "b\n")
	f.Add("", "x", "y\n")
	f.Add("a\r\nb", "a\r\n", "b\r\n")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		for _, law := range []struct {
			name, got, want string
		}{
			{name: "merge(b,b,n) = n", got: Lines(base, base, theirs, labels).Text, want: theirs},
			{name: "merge(b,m,b) = m", got: Lines(base, mine, base, labels).Text, want: mine},
			{name: "merge(b,x,x) = x", got: Lines(base, mine, mine, labels).Text, want: mine},
		} {
			if law.got != law.want {
				t.Errorf("%s: got %q, want %q", law.name, law.got, law.want)
			}
		}
		result := Lines(base, mine, theirs, labels)
		for _, side := range []string{mine, theirs} {
			for line := range strings.SplitSeq(side, "\n") {
				if !strings.Contains(base, line) && !strings.Contains(result.Text, line) {
					t.Errorf("line %q is lost", line)
				}
			}
		}
	})
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
