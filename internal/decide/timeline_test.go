package decide

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"testing/quick"
)

// TestPhaseSums: totals come from the table, and are the article's ranges without its overlap.
func TestPhaseSums(t *testing.T) {
	line := decided(t, kept).Timeline
	if got, want := line.WithUI.String(), "25-41 days = 5.0-8.2 weeks"; got != want {
		t.Errorf("with a new UI: got %s, want %s", got, want)
	}
	if got, want := line.WithoutUI.String(), "15-26 days = 3.0-5.2 weeks"; got != want {
		t.Errorf("without: got %s, want %s", got, want)
	}
	var sum Days
	for _, phase := range line.Phases {
		sum = sum.plus(phase.Days)
	}
	if sum != line.WithUI || line.Of(Rewrite) != line.WithUI || line.Of(Split) != line.WithoutUI {
		t.Errorf("sums differ: %v, %v, %v", sum, line.Of(Rewrite), line.Of(Split))
	}
	for i, o := range Outcomes() {
		if i > 0 && (line.Of(o).Low < line.Of(Outcomes()[i-1]).Low || line.Of(o).High < line.Of(Outcomes()[i-1]).High) {
			t.Errorf("%s takes less than %s", o, Outcomes()[i-1])
		}
	}
}

// TestSplitWeeks: a separated app lands in 1-2 weeks, a single mixed file in 4-6.
func TestSplitWeeks(t *testing.T) {
	for _, tc := range []struct {
		name   string
		layout Layout
		want   string
	}{
		{name: "core and thin UI", layout: Layout{LogicLines: 1000, LogicLinesInUI: 60}, want: "1-2 weeks"},
		{name: "half", layout: Layout{LogicLines: 1000, LogicLinesInUI: 450}, want: "2.5-4 weeks"},
		{name: "four fifths", layout: Layout{LogicLines: 1000, LogicLinesInUI: 800}, want: "4-6 weeks"},
		{name: "a tenth", layout: Layout{LogicLines: 1000, LogicLinesInUI: 100}, want: "1-2 weeks"},
		{name: "one mixed file", layout: Layout{LogicLines: 1000, LogicLinesInUI: 1000, StateKeysInLogic: 4}, want: "4-6 weeks"},
		{name: "tangles count", layout: Layout{LogicLines: 1000, LogicLinesInUI: 60, StateKeysInLogic: 20, CachedInUI: 10, CallbacksWithCode: 9}, want: "2.5-4 weeks"},
	} {
		if got := splitWeeks(&tc.layout); !got.Known || got.String() != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
	if got := splitWeeks(nil); got.Known || got.String() != "1-6 weeks" {
		t.Errorf("without a layout: %s", got)
	}
}

// TestMoreTanglesNeverShorten: an added mixed function, state key, cache or callback never shortens.
func TestMoreTanglesNeverShorten(t *testing.T) {
	never := func(logic, inUI uint16, state, cached, callbacks, lines uint8) bool {
		before := Layout{LogicLines: int(logic) + 1, LogicLinesInUI: min(int(inUI), int(logic)+1), StateKeysInLogic: int(state), CachedInUI: int(cached), CallbacksWithCode: int(callbacks)}
		base := splitWeeks(&before)
		for _, grow := range []func(*Layout){
			func(l *Layout) { l.LogicLines += int(lines); l.LogicLinesInUI += int(lines) },
			func(l *Layout) { l.StateKeysInLogic++ },
			func(l *Layout) { l.CachedInUI++ },
			func(l *Layout) { l.CallbacksWithCode++ },
		} {
			after := before
			grow(&after)
			if w := splitWeeks(&after); w.Low < base.Low || w.High < base.High {
				t.Logf("%+v: %s, then %s", before, base, w)
				return false
			}
		}
		halves := base.Low*2 == math.Trunc(base.Low*2) && base.High*2 == math.Trunc(base.High*2)
		return halves && base.Low >= 1 && base.High <= 6 && base.Low < base.High
	}
	if err := quick.Check(never, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
}

// TestMixedOperationNeverShortens is the same where only the operations tell the layout.
func TestMixedOperationNeverShortens(t *testing.T) {
	never := func(lifts, mixed, lines uint8) bool {
		var e Evidence
		e.App.Entry = "app.py"
		add := func(n int, class, file string) {
			for i := range n {
				var op AuditedOperation
				op.ID, op.Class, op.From.File, op.From.Line, op.From.LastLine = fmt.Sprint(class, i, file), class, file, 1, 1+int(lines)
				e.Operations = append(e.Operations, op)
			}
		}
		add(int(lifts%20)+1, "lift", "core.py")
		add(int(mixed%20), "mixed", "app.py")
		before := splitWeeks(e.layout())
		add(1, "mixed", "app.py")
		again := splitWeeks(e.layout())
		add(1, "mixed", "core.py")
		last := splitWeeks(e.layout())
		return before.Low <= again.Low && before.High <= again.High && again.Low <= last.Low && again.High <= last.High
	}
	if err := quick.Check(never, nil); err != nil {
		t.Error(err)
	}
}

// TestTasks: what is left is told by phase, and what is done disappears.
func TestTasks(t *testing.T) {
	left := func(e *Explanation) string {
		var parts []string
		for _, phase := range e.Timeline.Phases {
			for _, task := range phase.Tasks {
				parts = append(parts, phase.Name+": "+task)
			}
		}
		return strings.Join(parts, "\n")
	}
	todo := strings.Replace(kept, "output: {type: table}", "output: {type: table}, pages: [Orders]", 1) +
		"  - {id: train, kind: computation, from: {none: later}, output: {type: none}}\nunresolved: [{at: \"app.py:8\", reason: dynamic import}]\n"
	want := `audit: 1 unresolved item to decide
API design: 2 operations to review: name, inputs, output
API design: 1 output without columns or fields
backend with tests: 1 operation without a source
backend with tests: 2 endpoints to test
frontend: 1 page to rebuild
integration testing: 2 operations to compare with the app
deployment: set DATABASE_URL`
	if got := left(decided(t, todo)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	done := strings.NewReplacer("output: {type: table}, pages", "output: {type: table, columns: {one: int}}, pages",
		"\nunresolved: [{at: \"app.py:8\", reason: dynamic import}]", "").Replace(todo)
	for _, gone := range []string{"unresolved", "without columns"} {
		if strings.Contains(left(decided(t, done)), gone) {
			t.Errorf("%q is done and still listed", gone)
		}
	}
}

// TestLayoutOfOperations: without a measured layout, operations, caches and state tell it.
func TestLayoutOfOperations(t *testing.T) {
	e := audited(t, `{"app": {"entry": "app.py"}, "operations": [
		{"id": "a", "class": "lift", "from": {"file": "core.py", "line": 1, "last_line": 30}},
		{"id": "b", "class": "region", "from": {"file": "app.py", "line": 11, "last_line": 20}}],
		"caches": [{"at": "app.py:3"}, {"at": "core.py:1"}],
		"state": [{"key": "k", "readers": ["app.py:15"]}, {"key": "drawn", "readers": ["app.py:40"]}]}`)
	if got, want := *e.layout(), (Layout{LogicLines: 40, LogicLinesInUI: 10, CachedInUI: 1, StateKeysInLogic: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
