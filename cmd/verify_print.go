package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/verify"
)

// printResult writes what a person wants to know first: how much is proven, whether anything differs, and where.
func printResult(out io.Writer, r *verify.Result) {
	found, reached := r.Totals.Interactions, len(r.Operations)-r.Totals.Operations[verify.NotRun]
	fmt.Fprintf(out, "%d of %d interactions that change something are the same, %d tried; %d of %d operations exercised\n",
		found[verify.Same], r.Changing(), len(r.Interactions), reached, len(r.Operations))
	var nothing []string
	for _, c := range []struct {
		verdict verify.Verdict
		what    string
	}{
		{verify.NoEffect, "changed nothing in the app"}, {verify.OldFails, "made the app itself fail"},
		{verify.NotReached, "found no such widget"}, {verify.NotRun, "could not be run"},
	} {
		if found[c.verdict] > 0 {
			nothing = append(nothing, fmt.Sprintf("%d %s", found[c.verdict], c.what))
		}
	}
	if len(nothing) > 0 {
		fmt.Fprintf(out, "of the others, which prove nothing, %s\n", strings.Join(nothing, ", "))
	}
	if median := r.Rerun(); median.New > 0 {
		fmt.Fprintf(out, "a rerun takes %.0f ms in the app, %.0f ms in the project\n", 1000*median.Old, 1000*median.New)
	}
	printLimits(out, r)
	for _, page := range r.Pages {
		fmt.Fprintf(out, "%-16s %s%s\n", word(page.Verdict), page.Page, because(page.Reason, page.Difference))
	}
	for _, i := range r.Interactions {
		if i.Verdict == verify.Same || i.Verdict == verify.NoEffect {
			continue
		}
		fmt.Fprintf(out, "%-16s %s: %s%s\n", word(i.Verdict), i.Page, steps(i.Steps), because(i.Reason, i.Difference))
	}
	for _, op := range r.Operations {
		fmt.Fprintf(out, "%-16s operation %s, %s: %s\n", word(op.Verdict), op.Operation, op.Place, asked(op))
	}
}

// printLimits says what made a comparison weaker than it could be.
func printLimits(out io.Writer, r *verify.Result) {
	if r.Guard == verify.PythonsGuard {
		fmt.Fprintln(out, "note: this system gives no network namespace; a guard in Python refused connections, which other programs that an app starts escape")
	}
	if len(r.Ticking) > 0 {
		fmt.Fprintf(out, "note: the clock ran in: %s, because time-machine is not there for its Python; texts with the time of day may differ for that alone\n", strings.Join(r.Ticking, ", "))
	}
}

// word is a verdict as people say it.
func word(v verify.Verdict) string {
	switch v {
	case verify.OldFails:
		return "app fails"
	case verify.Nondeterministic:
		return "varies by itself"
	}
	return strings.ReplaceAll(string(v), "_", " ")
}

// asked is how often an operation was asked, and how often in one rerun where that is too often.
func asked(op verify.Operation) string {
	switch {
	case op.Asked == 0 && op.Verdict == verify.Different:
		return "a cache of the pages kept what it gave"
	case op.Asked == 0:
		return "nothing that was tried asks it; " + recipeFile + " can say how to get there"
	case op.Most > verify.Chatty:
		return fmt.Sprintf("asked %d times, up to %d in one rerun of %s, one request each: it took %.0f ms, %.0f ms in the app",
			op.Asked, op.Most, op.Where, 1000*op.Seconds.New, 1000*op.Seconds.Old)
	}
	times := fmt.Sprintf("asked %d times", op.Asked)
	if op.Asked == 1 {
		times = "asked once"
	}
	if op.Verdict == verify.Different {
		return times + ", also where " + op.Where + " differs"
	}
	return times
}

// because is a reason or difference behind what it belongs to.
func because(reason string, d *verify.Difference) string {
	switch {
	case d != nil:
		return fmt.Sprintf(": %s is %s, was %s", spot(d.At), short(d.New), short(d.Old))
	case reason != "":
		lines := strings.Split(strings.TrimSpace(reason), "\n")
		return ": " + lines[len(lines)-1]
	}
	return ""
}

// counted is the position of an element among its like.
var counted = regexp.MustCompile(`\[\d+\](/|$)`)

// spot is where on a page something differs: the last element and those around it that a person can name.
func spot(at string) string {
	elements, field, inside := strings.Cut(at, ".fields.")
	elements = counted.ReplaceAllString(strings.TrimPrefix(elements, "tree"), "$1")
	around := strings.Split(strings.Trim(elements, "/"), "/")
	last := len(around) - 1
	named := slices.DeleteFunc(around[:last:last], func(element string) bool { return !strings.Contains(element, `"`) })
	elements = strings.Join(append(named, around[last]), "/")
	if inside {
		return elements + ": " + field
	}
	return elements
}

// short is a value in about 80 characters.
func short(value any) string {
	if element, ok := value.(map[string]any); ok && element["type"] != nil && element["children"] != nil {
		fields, _ := element["fields"].(map[string]any)
		if label, ok := fields["label"].(string); ok && label != "" {
			return fmt.Sprintf("%s %q", element["type"], label)
		}
		return fmt.Sprint(element["type"])
	}
	if value == nil {
		return "not there"
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	text := []rune(string(encoded))
	if len(text) > 80 {
		text = append(text[:79], '…')
	}
	return string(text)
}

// steps are what a person would have done, in words.
func steps(groups [][]verify.Step) string {
	var words []string
	for _, group := range groups {
		for _, step := range group {
			words = append(words, did(step))
		}
	}
	return strings.Join(words, ", then ")
}

func did(step verify.Step) string {
	name := step.Label
	if name == "" && step.Key != nil {
		name = *step.Key
	}
	name = fmt.Sprintf("%q", name)
	if step.Nth > 0 {
		name += fmt.Sprintf(" (the same name, no. %d)", step.Nth+1)
	}
	switch step.Widget {
	case "button":
		return "click " + name
	case "file_uploader":
		if file, ok := step.Value.(map[string]any); ok {
			return fmt.Sprintf("upload %v to %s", file["name"], name)
		}
	case "data_editor":
		return fmt.Sprintf("edit table %s with %s", name, short(step.Value))
	case "dataframe", "plotly_chart":
		return fmt.Sprintf("select in %s %s", name, short(step.Value))
	}
	return fmt.Sprintf("set %s %s to %s", strings.ReplaceAll(step.Widget, "_", " "), name, short(step.Value))
}
