package catalogue

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// add reads one file. Its keys: library, component, plain, kinds, aliases, modules,
// snippets; component and plain stand before modules.
func (c *Catalogue) add(file string, text []byte) error {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return fmt.Errorf("%s:1: a mapping with library and modules is expected", file)
	}
	r := reader{file: file, into: c, library: Library{}}
	err := r.pairs(doc.Content[0], func(key string, value *yaml.Node) error {
		switch key {
		case "library":
			r.library.Name = value.Value
			return nil
		case "component":
			return value.Decode(&r.library.Component)
		case "plain":
			return value.Decode(&r.library.Plain)
		case "kinds":
			return value.Decode(&r.library.Kinds)
		case "aliases":
			return r.pairs(value, r.alias)
		case "modules":
			return r.pairs(value, r.module)
		case "snippets":
			return r.snippets(value)
		}
		return fmt.Errorf("unknown key %q. allowed are aliases, component, kinds, library, modules, plain, snippets", key)
	})
	if err != nil {
		return err
	}
	if want := r.library.Name + ".yaml"; file != want {
		return fmt.Errorf("%s: library is %q, so the file must be %s", file, r.library.Name, want)
	}
	slices.Sort(r.library.Modules)
	c.Libraries = append(c.Libraries, r.library)
	return nil
}

type reader struct {
	file    string
	into    *Catalogue
	library Library
}

// pairs visits a mapping's keys in their order; an error gets the key's line.
func (r *reader) pairs(node *yaml.Node, visit func(string, *yaml.Node) error) error {
	if node.Kind != yaml.MappingNode {
		return fmt.Errorf("%s:%d: a mapping is expected", r.file, node.Line)
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		if err := visit(key.Value, node.Content[i+1]); err != nil {
			if strings.HasPrefix(err.Error(), r.file+":") {
				return err
			}
			return fmt.Errorf("%s:%d: %w", r.file, key.Line, err)
		}
	}
	return nil
}

func (r *reader) alias(name string, value *yaml.Node) error {
	for _, one := range expand(name) {
		if r.into.aliases[one] != "" {
			return fmt.Errorf("alias %q is already defined", one)
		}
		r.into.aliases[one] = value.Value
	}
	return nil
}

func (r *reader) module(module string, value *yaml.Node) error {
	r.library.Modules = append(r.library.Modules, module)
	for prefix, ok := module, true; ok; prefix, _, ok = cutLast(prefix) {
		r.into.modules[prefix] = true
	}
	return r.pairs(value, func(key string, value *yaml.Node) error {
		for _, name := range expand(key) {
			entry := &Entry{Name: module + "." + name, Library: r.library.Name, Component: r.library.Component}
			if err := r.entry(entry, value, module); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			entry.Plain = r.library.Plain && (name == "*" || strings.HasSuffix(name, ".*")) && entry.Effects == 0 && !entry.Returns.Known()
			if r.into.entries[entry.Name] != nil {
				return fmt.Errorf("%s is already described", entry.Name)
			}
			r.into.entries[entry.Name] = entry
		}
		return nil
	})
}

// expand writes out one group of braces: Series.{min,max} is two names.
func expand(key string) []string {
	open, end := strings.IndexByte(key, '{'), strings.IndexByte(key, '}')
	if open < 0 || end < open {
		return []string{key}
	}
	var out []string
	for _, part := range strings.Split(key[open+1:end], ",") {
		out = append(out, key[:open]+strings.TrimSpace(part)+key[end+1:])
	}
	return out
}

// entry reads either the short form "DataFrame ! file.read" or a mapping whose key `is` holds the short form.
func (r *reader) entry(e *Entry, node *yaml.Node, module string) error {
	if node.Kind == yaml.ScalarNode {
		return e.short(node.Value, module)
	}
	cost := ""
	err := r.pairs(node, func(key string, value *yaml.Node) error {
		switch key {
		case "is":
			return e.short(value.Value, module)
		case "params":
			return value.Decode(&e.Params)
		case "bases":
			return value.Decode(&e.Bases)
		case "stops":
			return value.Decode(&e.Stops)
		}
		field := map[string]*string{"sql": &e.SQL, "mode": &e.Mode, "path": &e.Path, "verb": &e.Verb, "widget": &e.Widget, "cost": &cost}[key]
		if field == nil {
			return fmt.Errorf("unknown key %q. allowed are bases, cost, is, mode, params, path, sql, stops, verb, widget", key)
		}
		*field = value.Value
		return nil
	})
	if err != nil {
		return err
	}
	return e.finish(cost)
}

// finish checks that what refers to parameters names one of them.
func (e *Entry) finish(cost string) error {
	if cost != "" {
		at := slices.Index([]string{"cheap", "io", "slow"}, cost)
		if at < 0 {
			return fmt.Errorf("cost %q. allowed are cheap, io, slow", cost)
		}
		e.Cost = Cost(at)
	}
	for _, param := range []string{e.SQL, e.Mode, e.Path, e.Verb} {
		if param != "" && !slices.Contains(e.Params, param) {
			return fmt.Errorf("%q is not among params", param)
		}
	}
	if e.Widget != "" && !slices.Contains(WidgetKinds(), e.Widget) {
		return fmt.Errorf("widget %q. allowed are %s", e.Widget, strings.Join(WidgetKinds(), ", "))
	}
	return nil
}

// WidgetKinds are the kinds of widgets, by what the user gives: docs/catalogue.md has the table.
func WidgetKinds() []string {
	return []string{"trigger", "flag", "number", "text", "date", "time", "datetime", "choice", "choices", "slider", "file", "color", "table", "chat", "selection"}
}

// short reads "[=] [type] [! effect, effect] [~ target [if keyword], …]".
func (e *Entry) short(text, module string) error {
	text, mutates, _ := strings.Cut(text, "~")
	text, effects, _ := strings.Cut(text, "!")
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "="); ok {
		e.Value, text = true, rest
	}
	var err error
	if e.Returns, err = parseType(text, module); err != nil {
		return err
	}
	table := EffectTable()
	for _, name := range fields(effects) {
		effect, ok := ParseEffect(name)
		if !ok || effect == Unknown {
			return fmt.Errorf("unknown effect %q", name)
		}
		e.Effects |= Of(effect)
		e.Cost = max(e.Cost, table[effect].Cost)
	}
	for _, part := range fields(mutates) {
		target, keyword, _ := strings.Cut(part, " if ")
		if target != "self" && (len(target) != 1 || target[0] < '0' || target[0] > '9') {
			return fmt.Errorf("mutates %q. allowed are self and argument positions", target)
		}
		e.Mutates = append(e.Mutates, Mutation{Target: target, If: keyword})
	}
	return nil
}

func fields(text string) []string {
	var out []string
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// snippets reads lines "code  # effect, effect"; the last # separates, "pure" is the empty set.
func (r *reader) snippets(node *yaml.Node) error {
	for _, item := range node.Content {
		at := strings.LastIndex(item.Value, "#")
		if item.Kind != yaml.ScalarNode || at < 0 {
			return fmt.Errorf("%s:%d: a snippet is code, #, effects", r.file, item.Line)
		}
		s := Snippet{Code: strings.TrimSpace(item.Value[:at]), Place: fmt.Sprintf("%s:%d", r.file, item.Line)}
		for _, name := range fields(item.Value[at+1:]) {
			effect, ok := ParseEffect(name)
			if !ok && name != "pure" {
				return fmt.Errorf("%s: unknown effect %q", s.Place, name)
			}
			if ok {
				s.Effects |= Of(effect)
			}
		}
		r.library.Snippets = append(r.library.Snippets, s)
	}
	return nil
}
