package regen

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/streamlift/streamlift/internal/diag"
)

// Origin is where a file or one of its lines comes from.
type Origin struct {
	Path     string   `json:"path"`
	Line     int      `json:"line,omitempty"`
	Owner    Owner    `json:"owner"`
	State    State    `json:"state"`
	Unit     string   `json:"unit"`
	Template string   `json:"template,omitempty"`
	Entries  []string `json:"entries,omitempty"` // of the manifest
	Text     string   `json:"text,omitempty"`    // of the line
	Content  string   `json:"-"`
	Edited   bool     `json:"edited"`         // a person wrote or changed it
	Lost     bool     `json:"lost,omitempty"` // it cannot be told whether, for the base is not kept
	From     int      `json:"from,omitempty"` // the line in the file as it was generated
	Home     string   `json:"-"`              // where it is generated
	Base     Hash     `json:"-"`              // of what was generated last
}

// Explain says what made a file of the project, or its line when line is not 0.
func (p *Project) Explain(name string, line int) (Origin, error) {
	var e *Entry
	var names []string
	for i := range p.lock.Files {
		names = append(names, p.lock.Files[i].Path)
		if p.lock.Files[i].Path == name {
			e = &p.lock.Files[i]
		}
	}
	if e == nil {
		advice := "it is yours"
		if near := diag.Nearest(name, names); near != "" {
			advice = fmt.Sprintf("did you mean %q?", near)
		}
		return Origin{}, asked("%s: was not generated. %s", name, advice)
	}
	out := Origin{Path: name, Home: e.Home, Base: e.Base, Line: line, Owner: e.Owner, State: e.State, Unit: e.Unit, Template: e.Template, Entries: e.Entries}
	now, err := p.disk.look(name)
	if err != nil {
		return Origin{}, err
	}
	if now.hash == "" {
		return Origin{}, asked("%s: is not there. `streamlift generate` says what became of it", name)
	}
	out.Edited, out.Content = now.hash != e.Base && now.unix != e.Base, string(now.content)
	if line == 0 {
		return out, nil
	}
	lines := strings.SplitAfter(string(now.content), "\n")
	if line > len(lines) || lines[line-1] == "" {
		return Origin{}, asked("%s: has no line %d. give 1 to %d", name, line, strings.Count(string(now.content), "\n"))
	}
	out.Text = strings.TrimRight(lines[line-1], "\r\n")
	if !out.Edited {
		out.From = line
		return out, nil
	}
	base, err := readBase(p.disk, e.Base)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || e.Owner != Shared {
			out.Edited, out.Lost = false, true
			return out, nil
		}
		return Origin{}, err
	}
	out.From, out.Edited = sameLine(string(base), string(now.content), line)
	return out, nil
}

// sameLine finds the line of the base that a line of the present text is; edited when there is none.
func sameLine(base, now string, line int) (from int, edited bool) {
	shift := 0 // base line minus line of now
	for _, edit := range udiff.Lines(base, now) {
		first := strings.Count(base[:edit.Start], "\n") + 1 - shift
		if line < first {
			break
		}
		added, removed := strings.Count(edit.New, "\n"), strings.Count(base[edit.Start:edit.End], "\n")
		if !strings.HasSuffix(edit.New, "\n") && edit.New != "" {
			added++
		}
		if line < first+added {
			return 0, true
		}
		shift += removed - added
	}
	return line + shift, false
}
