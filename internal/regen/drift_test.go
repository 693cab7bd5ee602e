package regen

import "testing"

// TestDrift is the golden table of the twelve states: six classes, for shared and for owned files.
func TestDrift(t *testing.T) {
	inputs := func(pack string) map[string]Hash { return map[string]Hash{InputPack: HashOf([]byte(pack))} }
	for _, tc := range []struct {
		class  Class
		owner  Owner
		edit   string // what a person makes of the file; "-" deletes it
		next   string // what is generated when check runs
		packs  [2]string
		before []string // renders before, besides the first
		fails  bool
	}{
		{class: InOrder, owner: Shared, next: "one\n"},
		{class: InOrder, owner: Owned, next: "one\n"},
		{class: HandEdited, owner: Shared, edit: "mine\n", next: "one\n"},
		{class: HandEdited, owner: Owned, edit: "mine\n", next: "one\n", fails: true},
		{class: Stale, owner: Shared, next: "two\n", fails: true},
		{class: Stale, owner: Owned, next: "two\n", fails: true},
		{class: Absent, owner: Shared, edit: "-", next: "one\n", fails: true},
		{class: Absent, owner: Owned, edit: "-", next: "one\n", fails: true},
		{class: OutdatedPack, owner: Shared, next: "two\n", packs: [2]string{"1", "2"}, fails: true},
		{class: OutdatedPack, owner: Owned, next: "two\n", packs: [2]string{"1", "2"}, fails: true},
		{class: Unresolved, owner: Shared, edit: "mine\n", before: []string{"two\n"}, next: "two\n", fails: true},
		{class: Unresolved, owner: Owned, edit: "mine\n", before: []string{"adopt"}, next: "two\n", fails: true},
	} {
		t.Run(string(tc.owner)+" "+string(tc.class), func(t *testing.T) {
			p := newProject(t)
			file := func(content string) File {
				f := shared("a.txt", content)
				f.Owner = tc.owner
				return f
			}
			run := func(content, pack string) *Plan {
				project, err := Open(p.dir)
				if err != nil {
					t.Fatal(err)
				}
				defer project.Close()
				plan, err := project.Plan([]File{file(content)}, Options{Inputs: inputs(pack)})
				if err != nil {
					t.Fatal(err)
				}
				if content != tc.next || len(tc.before) == 0 && !p.exists(".streamlift") {
					if err := project.Apply(plan); err != nil {
						t.Fatal(err)
					}
				}
				return plan
			}
			switch {
			case len(tc.before) == 1 && tc.before[0] == "adopt": // a foreign file stands in the place
				p.write("a.txt", tc.edit)
				run("one\n", tc.packs[0])
			default:
				run("one\n", tc.packs[0])
				if tc.edit == "-" {
					p.remove("a.txt")
				} else if tc.edit != "" {
					p.write("a.txt", tc.edit)
				}
				for _, content := range tc.before {
					p.generate(file(content))
				}
			}
			before := tree(t, p.dir)
			got := run(tc.next, tc.packs[1]).Drift()[0]
			if got.Class != tc.class || got.Fails != tc.fails || got.Reason == "" {
				t.Errorf("got %+v, want %s, fails %v", got, tc.class, tc.fails)
			}
			if after := tree(t, p.dir); after != before {
				t.Error("check wrote something")
			}
		})
	}
}
