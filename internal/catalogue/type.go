package catalogue

import (
	"fmt"
	"strings"
)

// Type is a type in the catalogue's small vocabulary: a qualified class name or a builtin, with arguments where
// the elements are known, or several of them (Any of). The zero Type is not known.
type Type struct {
	Name string // "str", "pandas.DataFrame", "list"; "|" joins Args as alternatives
	Args []Type
}

// Known reports whether anything is known.
func (t Type) Known() bool { return t.Name != "" }

// Options gives the alternatives of a union, or the type itself.
func (t Type) Options() []Type {
	if t.Name == "|" {
		return t.Args
	}
	return []Type{t}
}

// String writes the type as YAML has it; "-" when it is not known.
func (t Type) String() string {
	if !t.Known() {
		return "-"
	}
	parts := make([]string, len(t.Args))
	for i, a := range t.Args {
		parts[i] = a.String()
	}
	switch {
	case t.Name == "|":
		return strings.Join(parts, "|")
	case len(parts) > 0:
		return t.Name + "[" + strings.Join(parts, ", ") + "]"
	}
	return t.Name
}

// Equal compares two types part by part.
func (t Type) Equal(other Type) bool {
	if t.Name != other.Name || len(t.Args) != len(other.Args) {
		return false
	}
	for i := range t.Args {
		if !t.Args[i].Equal(other.Args[i]) {
			return false
		}
	}
	return true
}

// builtinTypes are the names that need no module. "self" is the receiver's type, "arg0" and "arg1" the type of that
// argument, "iter" anything that gives elements, "number" what arithmetic gives.
const builtinTypes = " - None bool int float number str bytes list tuple dict set frozenset iter range slice object " +
	"callable type self arg0 arg1 elem bytearray memoryview complex "

// parseType reads "list[DataFrame]|None"; a bare class name belongs to module.
func parseType(text, module string) (Type, error) {
	p := typeParser{text: strings.TrimSpace(text), module: module}
	t, err := p.union()
	if err == nil && p.at < len(p.text) {
		err = fmt.Errorf("type %q: unexpected %q", text, p.text[p.at:])
	}
	return t, err
}

type typeParser struct {
	text, module string
	at           int
}

func (p *typeParser) union() (Type, error) {
	t, err := p.one()
	options := []Type{t}
	for err == nil && p.take("|") {
		t, err = p.one()
		options = append(options, t)
	}
	if err != nil || len(options) == 1 {
		return options[0], err
	}
	return Type{Name: "|", Args: options}, nil
}

func (p *typeParser) one() (Type, error) {
	p.space()
	start := p.at
	for p.at < len(p.text) && !strings.ContainsRune("[]|, ", rune(p.text[p.at])) {
		p.at++
	}
	name := p.text[start:p.at]
	switch {
	case name == "":
		return Type{}, fmt.Errorf("type %q: a name is missing at column %d", p.text, p.at+1)
	case name == "-":
		return Type{}, nil
	case !strings.Contains(builtinTypes, " "+name+" ") && !strings.Contains(name, "."):
		name = p.module + "." + name
	}
	t := Type{Name: name}
	if !p.take("[") {
		return t, nil
	}
	for {
		arg, err := p.union()
		if err != nil {
			return t, err
		}
		t.Args = append(t.Args, arg)
		if p.take("]") {
			return t, nil
		}
		if !p.take(",") {
			return t, fmt.Errorf("type %q: expected , or ]", p.text)
		}
	}
}

func (p *typeParser) space() {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
}

func (p *typeParser) take(token string) bool {
	p.space()
	if !strings.HasPrefix(p.text[p.at:], token) {
		return false
	}
	p.at += len(token)
	return true
}
