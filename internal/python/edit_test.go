package python

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestApply(t *testing.T) {
	for _, tc := range []struct {
		text  string
		edits []Edit
		want  string
	}{
		{"a = 1  # é\r\n", nil, "a = 1  # é\r\n"},
		{"a = 1  # é\r\n", []Edit{{Start: 4, End: 5, Text: "22"}, {Start: 0, End: 1, Text: "längst"}}, "längst = 22  # é\r\n"},
		{"f(x)", []Edit{{Start: 2, End: 2, Text: "self, "}, {Start: 2, End: 3}}, "f(self, )"},
		{"x", []Edit{{Start: 1, End: 1, Text: "1"}, {Start: 1, End: 1, Text: "2"}, {Start: 0, End: 0, Text: "0"}}, "0x12"},
		{"abc", []Edit{{Start: 0, End: 1}, {Start: 1, End: 2}, {Start: 2, End: 3}}, ""},
	} {
		if got := Apply(tc.text, tc.edits); got != tc.want {
			t.Errorf("Apply(%q, %v) = %q, want %q", tc.text, tc.edits, got, tc.want)
		}
	}
}

// TestEditsOnTheTree makes edits on the text and, by hand, on the tree: names get others, numbers too, comments are
// put before statements. Reading the new text must give exactly the changed tree, every position included.
func TestEditsOnTheTree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	made := 0
	for path, text := range library(t, 150) {
		f := Parse(source(path, text), Options{})
		if len(f.Problems) > 0 {
			continue
		}
		edits := randomEdits(f, random)
		made += len(edits)
		changed := source(path, Apply(text, edits))
		moved(f.Module, edits)
		f.Module.End = int32(len(changed.Text))
		f.Source = changed
		again := Parse(changed, Options{})
		if len(again.Problems) > 0 {
			t.Errorf("%s: %s", path, again.Problems[0])
		} else if got, want := compacted(again, newest), compacted(f, newest); got != want {
			t.Errorf("%s: the tree of the edited text is not the edited tree", path)
		}
	}
	if made < 1000 {
		t.Errorf("only %d edits made", made)
	}
}

// randomEdits picks nodes, changes them in the tree, and gives the edits that do the same to the text.
func randomEdits(f *File, random *rand.Rand) []Edit {
	var edits []Edit
	var visit func(n Node, top bool)
	visit = func(n Node, top bool) {
		at := n.Span()
		switch n := n.(type) {
		case *JoinedStr, *TemplateStr:
			return // they hold their own text too
		case *Name:
			if random.IntN(4) == 0 {
				n.ID = strings.Repeat("ä", random.IntN(12)+1) + "_x"
				edits = append(edits, Edit{Start: at.Start, End: at.End, Text: n.ID})
			}
		case *Constant:
			if n.Kind == Int && random.IntN(2) == 0 {
				n.Text = "0x" + strings.Repeat("1", random.IntN(6)+1)
				edits = append(edits, Edit{Start: at.Start, End: at.End, Text: n.Text})
			}
		case *ExprStmt, *Assign, *If:
			if top && random.IntN(3) == 0 {
				edits = append(edits, Edit{Start: at.Start, End: at.Start, Text: "# a comment\n\n"})
			}
		}
		for _, p := range parts(n) {
			_, module := n.(*Module)
			visit(p.node, module && f.Source.Position(p.node.Span().Start).Column == 1)
		}
	}
	visit(f.Module, false)
	return edits
}

// moved shifts every place of a tree as the edits shift the text.
func moved(n Node, edits []Edit) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int { return a.Start - b.Start })
	shift := make([]int, len(sorted)+1) // what the first i edits add
	for i, e := range sorted {
		shift[i+1] = shift[i] + len(e.Text) - (e.End - e.Start)
	}
	walk(n, func(n Node) {
		at := extentOf(n)
		starts, _ := slices.BinarySearchFunc(sorted, int(at.Start), func(e Edit, offset int) int {
			if e.End < offset || e.End == offset && (e.Start < offset || e.Start == e.End) {
				return -1
			}
			return 1
		})
		ends, _ := slices.BinarySearchFunc(sorted, int(at.End), func(e Edit, offset int) int {
			if e.End <= offset && e.Start < offset {
				return -1
			}
			return 1
		})
		at.Start, at.End = at.Start+int32(shift[starts]), at.End+int32(shift[ends])
	})
}
