package regen

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// naive is the table of docs/regeneration.md section 2 written down row by row, slowly and without sharing a line with
// Decide: each row says when it holds and what comes out.
type row struct {
	number   int
	when     func(Case) bool
	action   Action
	conflict bool
}

func known(c Case) bool { return c.Was != "" }
func conflicted(c Case) bool {
	return known(c) && c.State == Conflict && c.Mine != c.Base && c.Was != Yours && !c.Foreign
}
func settled(c Case) bool { return known(c) && !c.Foreign && !conflicted(c) }
func stays(c Case) bool   { return c.Was == c.Owner }

// rows lists the table in an order in which the first row that holds decides. A flat table.
func rows() []row {
	sharedNow := func(c Case) bool { return settled(c) && c.Was == Shared && c.Owner == Shared }
	ownedNow := func(c Case) bool { return settled(c) && (c.Was == Owned || c.Was == Shared) && c.Owner == Owned }
	goneOwned := func(c Case) bool { return settled(c) && c.Was == Owned && c.New == "" }
	return []row{
		{number: 0, when: func(c Case) bool { return !known(c) && c.New == "" }, action: Keep},
		{number: 19, when: func(c Case) bool { return !known(c) && c.Foreign }, action: Keep, conflict: true},
		{number: 17, when: func(c Case) bool { return !known(c) && c.Owner == Yours && c.Mine == "" }, action: Write},
		{number: 1, when: func(c Case) bool { return !known(c) && c.Mine == "" }, action: Write},
		{number: 2, when: func(c Case) bool { return !known(c) && c.Mine == c.New }, action: Keep},
		{number: 3, when: func(c Case) bool { return !known(c) && c.Owner == Yours }, action: Keep},
		{number: 3, when: func(c Case) bool { return !known(c) }, action: Keep, conflict: true},
		{number: 13, when: func(c Case) bool { return c.Mine == "" && c.New == "" && !c.Foreign }, action: Keep},
		{number: 18, when: func(c Case) bool { return c.Was == Yours }, action: Keep},
		{number: 19, when: func(c Case) bool { return c.Foreign }, action: Keep, conflict: true},
		{number: 7, when: func(c Case) bool { return conflicted(c) && c.Mine == c.New && c.Mine != "" }, action: Keep},
		{number: 8, when: conflicted, action: Keep, conflict: true},
		{number: 21, when: func(c Case) bool { return c.New != "" && c.Owner == Yours }, action: Keep},
		{number: 21, when: func(c Case) bool {
			return c.Was == Owned && c.Owner == Shared && c.New != "" && (c.Mine == "" || c.Mine == c.Base && c.Mine != c.New)
		}, action: Write},
		{number: 21, when: func(c Case) bool { return c.Was == Owned && c.Owner == Shared && c.New != "" && c.Mine == c.New }, action: Keep},
		{number: 3, when: func(c Case) bool { return c.Was == Owned && c.Owner == Shared && c.New != "" }, action: Keep, conflict: true},
		{number: 15, when: func(c Case) bool { return ownedNow(c) && c.Mine == "" }, action: Write},
		{number: 15, when: func(c Case) bool { return ownedNow(c) && c.Mine == c.New }, action: Keep},
		{number: 15, when: func(c Case) bool { return goneOwned(c) && c.Mine == c.Base }, action: Delete},
		{number: 16, when: func(c Case) bool { return goneOwned(c) }, action: Keep, conflict: true},
		{number: 15, when: func(c Case) bool { return ownedNow(c) && c.Mine == c.Base }, action: Write},
		{number: 16, when: ownedNow, action: Keep, conflict: true},
		{number: 10, when: func(c Case) bool { return sharedNow(c) && c.Mine == "" && c.State == Dropped }, action: Keep},
		{number: 9, when: func(c Case) bool { return sharedNow(c) && c.Mine == "" && c.New == c.Base }, action: Keep},
		{number: 10, when: func(c Case) bool { return sharedNow(c) && c.Mine == "" }, action: Keep, conflict: true},
		{number: 11, when: func(c Case) bool { return sharedNow(c) && c.New == "" && c.Mine == c.Base }, action: Delete},
		{number: 12, when: func(c Case) bool { return sharedNow(c) && c.New == "" }, action: Keep, conflict: true},
		{number: 4, when: func(c Case) bool { return sharedNow(c) && c.Mine == c.Base && c.New == c.Base }, action: Keep},
		{number: 5, when: func(c Case) bool { return sharedNow(c) && c.Mine == c.Base }, action: Write},
		{number: 6, when: func(c Case) bool { return sharedNow(c) && c.New == c.Base }, action: Keep},
		{number: 7, when: func(c Case) bool { return sharedNow(c) && c.Mine == c.New }, action: Keep},
		{number: 20, when: func(c Case) bool { return sharedNow(c) && c.Unmerged }, action: Keep, conflict: true},
		{number: 8, when: sharedNow, action: Merge},
	}
}

// cases are all combinations that can be reached: of contents only which are equal matters, and three differ at most.
func cases() []Case {
	var out []Case
	contents := []Hash{"", "a", "b", "c"}
	for _, was := range []Owner{"", Owned, Shared, Yours} {
		for _, owner := range []Owner{Owned, Shared, Yours} {
			for _, state := range []State{Clean, Gone, Dropped, Taken, Blocked, Conflict, Orphan, Missing, Edited} {
				for _, base := range contents {
					for _, mine := range contents {
						for _, next := range contents {
							for flags := range 4 {
								c := Case{Owner: owner, Was: was, State: state, Base: base, Mine: mine, New: next, Foreign: flags&1 != 0, Unmerged: flags&2 != 0}
								if reachable(c) {
									out = append(out, c)
								}
							}
						}
					}
				}
			}
		}
	}
	return out
}

func reachable(c Case) bool {
	switch {
	case (c.Was == "") != (c.Base == ""), c.Was == "" && c.State != Clean, c.Foreign && c.Mine != "":
		return false
	case c.New == "" && c.Was != "" && !stays(c): // without a render there is no new owner
		return false
	}
	return true
}

func TestTable(t *testing.T) {
	sentences := map[int]bool{}
	all := cases()
	if len(all) < 1000 {
		t.Fatalf("only %d cases", len(all))
	}
	for _, c := range all {
		got := Decide(c)
		var want row
		for _, r := range rows() {
			if r.when(c) {
				want = r
				break
			}
		}
		if got.Row != want.number || got.Action != want.action || got.Conflict != want.conflict {
			t.Errorf("%+v: got row %d %s conflict=%v, want row %d %s conflict=%v", c, got.Row, got.Action, got.Conflict, want.number, want.action, want.conflict)
		}
		checkDecision(t, c, got)
		sentences[got.Row] = true
	}
	for number := 1; number <= 21; number++ {
		if number != 14 && !sentences[number] { // 14 is a move, which pairing decides before the table
			t.Errorf("row %d is never reached", number)
		}
	}
}

// checkDecision holds what every outcome must keep.
func checkDecision(t *testing.T, c Case, d Decision) {
	t.Helper()
	edited := c.Mine != "" && c.Mine != c.Base && c.Mine != c.New
	switch {
	case d.Reason == "" || strings.HasSuffix(d.Reason, ".") || d.Conflict != (d.Advice != ""):
		t.Errorf("%+v: reason %q, advice %q", c, d.Reason, d.Advice)
	case d.Action == Delete && c.Mine != c.Base:
		t.Errorf("%+v: deletes what is not the generated content", c)
	case d.Action == Write && (edited || c.Mine != "" && c.Was == ""):
		t.Errorf("%+v: overwrites an edit", c)
	case (d.Action == Write || d.Action == Merge) && c.New == "":
		t.Errorf("%+v: writes nothing", c)
	case c.Foreign && d.Action != Keep:
		t.Errorf("%+v: touches what is no file", c)
	case d.Record == Forget && c.Mine != "" && d.Action == Keep && d.Row != 0:
		t.Errorf("%+v: forgets a file that stays", c)
	case d.Record == Advance && c.New == "":
		t.Errorf("%+v: takes nothing as base", c)
	}
}

func FuzzDecide(f *testing.F) {
	f.Add("shared", "shared", "clean", "a", "b", "c", false, false)
	f.Fuzz(func(t *testing.T, owner, was, state, base, mine, next string, foreign, unmerged bool) {
		c := Case{Owner: Owner(owner), Was: Owner(was), State: State(state), Base: Hash(base), Mine: Hash(mine), New: Hash(next), Foreign: foreign, Unmerged: unmerged}
		if reachable(c) && (c.New != "" || c.Was != "") {
			checkDecision(t, c, Decide(c))
		}
	})
}

// TestDocumentedTable holds docs/regeneration.md to the sentences of the table, in the line of their row.
func TestDocumentedTable(t *testing.T) {
	text, err := os.ReadFile("../../docs/regeneration.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, "|"); len(cells) == 8 {
			rows[strings.TrimSpace(cells[1])] = cells[6]
		}
	}
	longer := map[string]string{ // said in other words in a table
		"the conflict is solved: it equals what is generated now":                                                 "your edit equals what is generated now",
		"an earlier run left a conflict that is not accepted yet":                                                 "or a conflict",
		"the file in conflict was deleted; both versions are kept":                                                "or a conflict",
		"yours; what it was written for is gone":                                                                  "yours; never touched",
		"taken over from the tool; yours":                                                                         "yours; never touched",
		"you edited it and it is generated anew, but it cannot be merged: binary, too large, or its base is lost": "it cannot be merged (binary, over 4 MB, or its base is lost)",
		"the pack gives this file to you; it stays as it is":                                                      "to yours: it stays as it is",
		"unchanged; shared from now on":                                                                           "shared from now on",
		"generated anew; shared from now on":                                                                      "shared from now on",
		"was deleted while the tool owned it; written again":                                                      "shared from now on",
	}
	for _, c := range cases() {
		d := Decide(c)
		reason := d.Reason
		if other, ok := longer[reason]; ok {
			reason = other
		}
		if d.Row != 0 && !strings.Contains(rows[strconv.Itoa(d.Row)], reason) {
			t.Fatalf("row %d does not say %q: %s", d.Row, reason, rows[strconv.Itoa(d.Row)])
		}
	}
}
