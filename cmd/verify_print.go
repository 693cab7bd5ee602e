package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/streamlift/streamlift/internal/verify"
)

// printResult writes what a person wants to know first: how much is proven, whether anything differs, and where.
func printResult(out io.Writer, r *verify.Result) {
	reached := len(r.Operations) - r.Totals.Operations[verify.NotRun]
	fmt.Fprintf(out, "%d of %d interactions that change something are the same, %d tried; %d of %d operations exercised\n",
		r.Totals.Interactions[verify.Same], r.Changing(), len(r.Interactions), reached, len(r.Operations))
	if median := r.Rerun(); median.New > 0 {
		fmt.Fprintf(out, "a rerun takes %.0f ms in the app, %.0f ms in the project\n", 1000*median.Old, 1000*median.New)
	}
	for _, page := range r.Pages {
		fmt.Fprintf(out, "%-16s %s%s\n", page.Verdict, page.Page, because(page.Reason, page.Difference))
	}
	for _, i := range r.Interactions {
		if i.Verdict == verify.Same || i.Verdict == verify.NoEffect {
			continue
		}
		fmt.Fprintf(out, "%-16s %s: %s%s\n", i.Verdict, i.Page, steps(i.Steps), because(i.Reason, i.Difference))
	}
	for _, op := range r.Operations {
		switch {
		case op.Verdict == verify.NotRun:
			fmt.Fprintf(out, "%-16s operation %s: nothing asked it\n", op.Verdict, op.Operation)
		case op.Most > verify.Chatty:
			fmt.Fprintf(out, "%-16s operation %s: asked %d times, up to %d in one rerun of %s, one request each: it took %.0f ms, %.0f ms in the app\n",
				op.Verdict, op.Operation, op.Asked, op.Most, op.Where, 1000*op.Seconds.New, 1000*op.Seconds.Old)
		default:
			fmt.Fprintf(out, "%-16s operation %s: asked %d times\n", op.Verdict, op.Operation, op.Asked)
		}
	}
}

// because is a reason or difference behind what it belongs to.
func because(reason string, d *verify.Difference) string {
	switch {
	case d != nil:
		return fmt.Sprintf(": %s is %s, was %s", d.At, short(d.New), short(d.Old))
	case reason != "":
		lines := strings.Split(strings.TrimSpace(reason), "\n")
		return ": " + lines[len(lines)-1]
	}
	return ""
}

// short is a value in at most 80 characters.
func short(value any) string {
	text := []rune(fmt.Sprintf("%v", value))
	if len(text) > 80 {
		text = append(text[:79], '…')
	}
	return fmt.Sprintf("%q", string(text))
}

// steps are what a person would have done, in words.
func steps(groups [][]verify.Step) string {
	var words []string
	for _, group := range groups {
		for _, step := range group {
			words = append(words, fmt.Sprintf("%s %q to %v", step.Widget, step.Label, step.Value))
		}
	}
	return strings.Join(words, ", then ")
}
