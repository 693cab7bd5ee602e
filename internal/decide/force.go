package decide

import (
	"slices"
	"strings"
)

// Forced is an outcome that somebody wants instead of the verdict, with its price.
type Forced struct {
	Outcome  Outcome
	Verdict  Outcome // that it is compared with
	Warning  string  // empty when it is the verdict
	Services Services
	Days     DaysChange
	Weeks    string // SPLIT's estimate by the layout; empty for others
	Files    *Files // nil where they were not counted
}

// Services are the processes that run, before and after.
type Services struct{ Verdict, Forced []string }

// DaysChange is the phase sums, before and after.
type DaysChange struct{ Verdict, Forced Days }

// Files counts the files that the packs of both outcomes make.
type Files struct{ Verdict, Forced int }

// Force tells the price of an outcome against the verdict; against every reachable one, the lightest
// counts while several are left.
func Force(e *Explanation, o Outcome) Forced {
	verdict := e.Verdicts[0]
	for _, reachable := range e.Verdicts {
		if outcomeIndex(reachable) < outcomeIndex(verdict) {
			verdict = reachable
		}
	}
	f := Forced{Outcome: o, Verdict: verdict, Services: Services{Verdict: services(verdict), Forced: services(o)},
		Days: DaysChange{Verdict: e.Timeline.Of(verdict), Forced: e.Timeline.Of(o)}}
	if o == Split {
		f.Weeks = e.Timeline.Split.String()
	}
	switch {
	case !slices.Contains(e.Verdicts, o) && outcomeIndex(o) > outcomeIndex(verdict):
		f.Warning = strings.ToUpper(string(o)) + " is heavier than the verdict " + names(e.Verdicts) + ": most apps end at box 1 or 2"
	case !slices.Contains(e.Verdicts, o):
		f.Warning = strings.ToUpper(string(o)) + " is lighter than the verdict " + names(e.Verdicts) + ": " + strings.Join(unmet(e), "; ")
	case !e.Settled():
		f.Warning = strings.ToUpper(string(o)) + " is one of the verdicts left: " + names(e.Verdicts)
	}
	return f
}

// unmet is why the verdict is heavier.
func unmet(e *Explanation) []string {
	var out []string
	for _, box := range e.Boxes {
		if box.Value == True && slices.Contains(e.Verdicts, box.Outcome) {
			for _, line := range because(box) {
				out = append(out, line.String())
			}
		}
	}
	return out
}

// services are the processes of an outcome.
func services(o Outcome) []string {
	switch o {
	case Keep:
		return []string{"app"}
	case Wrap:
		return []string{"app", "worker", "redis"}
	case Split:
		return []string{"ui", "service"}
	default:
		return []string{"frontend", "service"}
	}
}
