package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// labels is one label file: what a person found by reading an app.
type labels struct {
	Repo       string   `yaml:"repo"`
	Entry      string   `yaml:"entry"`
	Scope      []string `yaml:"scope"` // only these files were labelled; empty: all
	Operations []label  `yaml:"operations"`
}

// label is one operation that a person found.
type label struct {
	ID        string `yaml:"id"`
	Kind      string `yaml:"kind"`
	Function  string `yaml:"function"` // empty: inline code
	Where     string `yaml:"where"`    // file:line of its def, or file:first-last
	Expose    string `yaml:"expose"`   // yes, maybe or no
	Dangerous bool   `yaml:"dangerous"`
	Inputs    []struct {
		At string `yaml:"at"`
	} `yaml:"inputs"`
}

// audit is what `streamlift audit --format json` prints, as far as it is scored.
type audit struct {
	Operations []operation `json:"operations"`
}

type operation struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	From struct {
		File     string `json:"file"`
		Line     int    `json:"line"`
		LastLine int    `json:"last_line"`
		Function string `json:"function"`
		Within   string `json:"within"`
	} `json:"from"`
	Inputs []struct {
		At string `json:"at"`
	} `json:"inputs"`
	Expose      bool    `json:"expose"`
	NeedsPerson *string `json:"needs_person"`
}

// result is the score of one app, or of several added up.
type result struct {
	yes, kind, inputs, inputsAll int
	found, missed, wrong         []string
}

// add puts another app's score into this one.
func (r *result) add(other result) {
	r.yes, r.kind = r.yes+other.yes, r.kind+other.kind
	r.inputs, r.inputsAll = r.inputs+other.inputs, r.inputsAll+other.inputsAll
	r.found, r.missed, r.wrong = append(r.found, other.found...), append(r.missed, other.missed...), append(r.wrong, other.wrong...)
}

// String prints the four measures as found/all.
func (r result) String() string {
	n := len(r.found)
	return fmt.Sprintf("recall %d/%d  precision %d/%d  kind %d/%d  inputs %d/%d",
		n, r.yes, n, n+len(r.wrong), r.kind, n, r.inputs, r.inputsAll)
}

// score compares an audit with the labels of its app.
func score(want labels, got audit) result {
	operations := got.Operations
	if len(want.Scope) > 0 {
		operations = slices.DeleteFunc(slices.Clone(operations), func(op operation) bool { return !slices.Contains(want.Scope, op.From.File) })
	}
	assigned := assign(want.Operations, operations)
	var r result
	for i, l := range want.Operations {
		if l.Expose != "yes" {
			continue
		}
		r.yes++
		j, matched := assigned[i]
		if !matched || !operations[j].Expose && !(l.Dangerous && operations[j].asksPerson()) {
			r.missed = append(r.missed, l.ID)
			continue
		}
		r.found = append(r.found, l.ID)
		r.countMatch(l, operations[j])
	}
	for _, op := range operations {
		labelled := slices.ContainsFunc(want.Operations, func(l label) bool { return l.strength(op) > 0 })
		if op.Expose && !labelled {
			r.wrong = append(r.wrong, op.ID)
		}
	}
	return r
}

// countMatch counts the kind and the inputs of one matched label.
func (r *result) countMatch(l label, op operation) {
	if l.Kind == op.Kind {
		r.kind++
	}
	for _, input := range l.Inputs {
		if input.At == "" {
			continue
		}
		r.inputsAll++
		for _, seen := range op.Inputs {
			if seen.At == input.At {
				r.inputs++
				break
			}
		}
	}
}

func (op operation) asksPerson() bool { return op.NeedsPerson != nil && *op.NeedsPerson != "" }

// span splits `file:line` or `file:first-last`.
func span(where string) (file string, first, last int) {
	cut := strings.LastIndexByte(where, ':')
	from, to, isRange := strings.Cut(where[cut+1:], "-")
	first, _ = strconv.Atoi(from)
	if last = first; isRange {
		last, _ = strconv.Atoi(to)
	}
	return where[:max(cut, 0)], first, last
}

// strength says how well an operation fits a label: 3 the function, 2 overlapping inline lines, 1 lies within the
// function, 0 not at all.
func (l label) strength(op operation) int {
	file, first, last := span(l.Where)
	switch {
	case op.From.File != file:
		return 0
	case l.Function != "":
		method := op.From.Function[strings.LastIndexByte(op.From.Function, '.')+1:]
		if l.Function == op.From.Function || l.Function == method {
			return 3
		}
		if l.Function == op.From.Within {
			return 1
		}
		return 0
	case op.From.Function != "" || min(last, op.From.LastLine) < max(first, op.From.Line):
		return 0
	}
	return 2
}

// assign gives each label at most one operation: exposed ones first, then the strongest and largest matches.
func assign(labels []label, operations []operation) map[int]int {
	var pairs [][6]int
	for i, l := range labels {
		for j, op := range operations {
			strength := l.strength(op)
			if strength == 0 {
				continue
			}
			_, first, last := span(l.Where)
			overlap := min(last, op.From.LastLine) - max(first, op.From.Line)
			weight := map[string]int{"yes": 2, "maybe": 1}[l.Expose]
			shown := 0
			if op.Expose || op.asksPerson() {
				shown = 1
			}
			pairs = append(pairs, [6]int{shown, strength, weight, overlap, -i, -j})
		}
	}
	slices.SortFunc(pairs, func(a, b [6]int) int { return slices.Compare(b[:], a[:]) })
	byLabel, taken := map[int]int{}, map[int]bool{}
	for _, pair := range pairs {
		i, j := -pair[4], -pair[5]
		if _, done := byLabel[i]; !done && !taken[j] {
			byLabel[i], taken[j] = j, true
		}
	}
	return byLabel
}
