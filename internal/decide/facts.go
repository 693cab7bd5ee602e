package decide

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
)

// FactKind is the form of a fact's value.
type FactKind string

// The forms of facts.
const (
	Count   FactKind = "count"   // a whole number from 0
	Seconds FactKind = "seconds" // a number from 0
	YesNo   FactKind = "yes/no"
	Choice  FactKind = "choice" // one of Options
	Names   FactKind = "names"  // a list of names, perhaps empty
)

// FactSpec is one fact: something the decision needs and code cannot show.
type FactSpec struct {
	Name     string // key below `facts:`
	Kind     FactKind
	Options  []string // of a Choice
	Question string   // as a person is asked
}

// Flag is the name of the fact's command line flag.
func (s FactSpec) Flag() string { return strings.ReplaceAll(s.Name, "_", "-") }

// Hint says what an answer may look like.
func (s FactSpec) Hint() string {
	switch s.Kind {
	case Count:
		return "a whole number"
	case Seconds:
		return "seconds"
	case YesNo:
		return "yes or no"
	case Choice:
		return strings.Join(s.Options, ", ")
	default:
		return "names with commas, or none"
	}
}

// FactSpecs is the one table of facts, in the order of the tree: flat.
func FactSpecs() []FactSpec {
	return []FactSpec{
		{Name: "concurrent_users", Kind: Count, Question: "How many people use it at the same moment, at peak?"},
		{Name: "active_users", Kind: Count, Question: "How many people use it at all?"},
		{Name: "audience", Kind: Choice, Options: []string{"internal", "customers", "personal"}, Question: "Who uses it?"},
		{Name: "stage", Kind: Choice, Options: []string{"prototype", "beta", "production"}, Question: "How far is the product?"},
		{Name: "read_mostly", Kind: YesNo, Question: "Does it mostly read, without critical writes?"},
		{Name: "accepted_latency_seconds", Kind: Seconds, Question: "How many seconds may one interaction take?"},
		{Name: "single_process_ok", Kind: YesNo, Question: "Is one process for everybody accepted?"},
		{Name: "auth", Kind: Choice, Options: []string{"none", "perimeter", "sso", "rbac", "audit"}, Question: "Which authentication is needed?"},
		{Name: "longest_job_seconds", Kind: Seconds, Question: "How many seconds does the longest operation take?"},
		{Name: "progress_wanted", Kind: YesNo, Question: "Do users want to see how far a long operation is?"},
		{Name: "other_consumers", Kind: Names, Question: "Which programs will call the logic (services, CLI tools, mobile apps, partners)?"},
		{Name: "horizontal_scaling", Kind: YesNo, Question: "Must it run on more than one machine?"},
		{Name: "frontends", Kind: Count, Question: "How many user interfaces will share the logic?"},
		{Name: "rich_ux", Kind: YesNo, Question: "Does it need drag and drop, wizards, collaboration or rich text?"},
		{Name: "fights_framework", Kind: YesNo, Question: "Does it work around Streamlit to behave as wanted?"},
		{Name: "latency_matters", Kind: YesNo, Question: "Do end users feel each half second?"},
		{Name: "sensitive_data", Kind: YesNo, Question: "Does it show personal or secret data?"},
		{Name: "traffic", Kind: Choice, Options: []string{"sporadic", "steady"}, Question: "Is the load sporadic or steady?"},
		{Name: "cloud", Kind: Choice, Options: []string{"aws", "gcp", "azure", "vm", "none"}, Question: "Where will it run?"},
	}
}

// factSpec finds a fact by name.
func factSpec(name string) (FactSpec, bool) {
	specs := FactSpecs()
	i := slices.IndexFunc(specs, func(s FactSpec) bool { return s.Name == name })
	if i < 0 {
		return FactSpec{}, false
	}
	return specs[i], true
}

// Answer is a person's answer to a question about a fact.
type Answer struct {
	Fact  string
	Value any // int, float64, bool, string or []string: what the manifest's edit takes
}

// ParseAnswer reads an answer as a person types it, at a prompt or behind a flag.
func ParseAnswer(name, text string) (Answer, error) {
	spec, ok := factSpec(name)
	if !ok {
		return Answer{}, fmt.Errorf("there is no fact %q", name)
	}
	text = strings.TrimSpace(text)
	bad := func() (Answer, error) {
		return Answer{}, fmt.Errorf("%s is %q. write %s", name, text, spec.Hint())
	}
	answer := Answer{Fact: name}
	switch spec.Kind {
	case Count:
		v, err := strconv.Atoi(text)
		if err != nil || v < 0 || v > math.MaxInt32 {
			return bad()
		}
		answer.Value = v
	case Seconds:
		v, err := strconv.ParseFloat(strings.TrimSuffix(text, "s"), 64)
		if err != nil || !(v >= 0 && v <= math.MaxInt32) {
			return bad()
		}
		answer.Value = v
	case YesNo:
		i := slices.Index([]string{"no", "n", "false", "yes", "y", "true"}, strings.ToLower(text))
		if i < 0 {
			return bad()
		}
		answer.Value = i >= 3
	case Choice:
		if !slices.Contains(spec.Options, text) {
			if near := diag.Nearest(text, spec.Options); near != "" {
				return Answer{}, fmt.Errorf("%s is %q. did you mean %q?", name, text, near)
			}
			return bad()
		}
		answer.Value = text
	case Names:
		answer.Value = nameList(text)
	}
	return answer, nil
}

// nameList splits names at commas; `none` and nothing are the empty list.
func nameList(text string) []string {
	names := []string{}
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" && !(part == "none" && !strings.Contains(text, ",")) {
			names = append(names, part)
		}
	}
	return names
}

// answerOf is the value of a fact that a manifest states.
func answerOf(fact manifest.Fact) Answer {
	spec, _ := factSpec(fact.Name)
	answer := Answer{Fact: fact.Name}
	switch spec.Kind {
	case Count:
		v, _ := strconv.Atoi(fact.Value.Text)
		answer.Value = v
	case Seconds:
		v, _ := strconv.ParseFloat(fact.Value.Text, 64)
		answer.Value = v
	case YesNo:
		answer.Value = strings.EqualFold(fact.Value.Text, "true")
	case Names:
		names := []string{}
		for _, value := range fact.Values {
			names = append(names, value.Text)
		}
		answer.Value = names
	default:
		answer.Value = fact.Value.Text
	}
	return answer
}

// text is the answer as reports show it.
func (a Answer) text() string {
	switch v := a.Value.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		return number(v)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []string:
		if len(v) == 0 {
			return "none"
		}
		return strings.Join(v, ", ")
	case string:
		return v
	}
	return ""
}
