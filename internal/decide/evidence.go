package decide

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
)

// Evidence is what the decision reads of an audit: the contract of .streamlift/audit.json, of which
// more keys may come. The zero value is an app nobody audited.
type Evidence struct {
	App struct {
		Entry string   `json:"entry"`
		Pages []string `json:"pages"`
	} `json:"app"`
	Operations []AuditedOperation `json:"operations"`
	Unresolved []struct {
		At     string `json:"at"`
		Reason string `json:"reason"`
	} `json:"unresolved"`
	Findings []Finding `json:"findings"`
	Caches   []struct {
		At string `json:"at"`
	} `json:"caches"`
	State []struct {
		Key     string   `json:"key"`
		Readers []string `json:"readers"`
	} `json:"state"`
	Layout *Layout `json:"layout"`

	digest string
}

// AuditedOperation is one operation as the audit found it.
type AuditedOperation struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	From struct {
		File     string  `json:"file"`
		Line     int     `json:"line"`
		LastLine int     `json:"last_line"`
		Function *string `json:"function"`
	} `json:"from"`
	Class   string `json:"class"` // lift, state, feedback, mixed or region
	Callers []struct {
		At      string `json:"at"`
		Trigger string `json:"trigger"`
	} `json:"callers"`
	Inputs []struct {
		Source string `json:"source"`
	} `json:"inputs"`
	Cache       *Cache   `json:"cache"`
	Long        bool     `json:"long"`
	LongBecause string   `json:"long_because"`
	Effects     []string `json:"effects"`
	Expose      bool     `json:"expose"`
	NeedsPerson *string  `json:"needs_person"`
}

// Cache is the decorator around an operation's function.
type Cache struct {
	Decorator string `json:"decorator"`
	TTL       *int   `json:"ttl"`
}

// Finding is one finding of a rule.
type Finding struct {
	Rule    string `json:"rule"`
	At      string `json:"at"`
	Message string `json:"message"`
}

// Layout is how logic and UI are spread over the app's files.
type Layout struct {
	LogicLines        int `json:"logic_lines"`
	LogicLinesInUI    int `json:"logic_lines_in_ui"` // in files that import streamlit
	StateKeysInLogic  int `json:"state_keys_in_logic"`
	CachedInUI        int `json:"cached_in_ui"`
	CallbacksWithCode int `json:"callbacks_with_logic"`
}

// ReadEvidence reads an audit's evidence.
func ReadEvidence(path string, content []byte) (*Evidence, error) {
	var e Evidence
	if err := json.Unmarshal(content, &e); err != nil {
		return nil, fmt.Errorf("%s is no evidence of an audit. run `streamlift audit` again", path)
	}
	e.digest = fmt.Sprintf("%x", sha256.Sum256(content))
	return &e, nil
}

// place is where an operation is in the app.
func (o AuditedOperation) place() string {
	if o.From.File == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d", o.From.File, o.From.Line)
}

// has reports whether the operation causes an effect.
func (o AuditedOperation) has(effects ...string) bool {
	return slices.ContainsFunc(effects, func(e string) bool { return slices.Contains(o.Effects, e) })
}

// Line is one piece of evidence: what, and where.
type Line struct {
	Text  string
	At    string // `file:line`, or empty
	Plain bool   // Text only repeats a fact's value
}

// String is the line as reports print it.
func (l Line) String() string {
	if l.At == "" {
		return l.Text
	}
	return l.Text + " (" + l.At + ")"
}
