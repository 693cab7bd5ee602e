package verify

import "testing"

// TestRerun holds that only runs that did the same on both sides are timed.
func TestRerun(t *testing.T) {
	r := &Result{Interactions: []Interaction{
		{Verdict: Same, Seconds: Seconds{Old: 0.1, New: 0.5}},
		{Verdict: Same, Seconds: Seconds{Old: 0.3, New: 0.3}},
		{Verdict: Same, Seconds: Seconds{Old: 0.2, New: 0.4}},
		{Verdict: NoEffect, Seconds: Seconds{Old: 9, New: 9}},
	}}
	if got := r.Rerun(); got != (Seconds{Old: 0.2, New: 0.4}) {
		t.Errorf("%+v", got)
	}
	if got := (&Result{}).Rerun(); got != (Seconds{}) {
		t.Errorf("%+v", got)
	}
}
