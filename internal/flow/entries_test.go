package flow

import (
	"fmt"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/catalogue"
)

// TestEveryEntry writes a line of Python for every described name and holds that flow finds in it what the entry
// says. Calls whose effects the arguments decide are given arguments that leave them as they are.
func TestEveryEntry(t *testing.T) {
	c := loadCatalogue(t)
	var code strings.Builder
	var entries []*catalogue.Entry
	for _, name := range c.Names() {
		e := c.Lookup(name)
		line := entryLine(c, e)
		if line == "" {
			continue
		}
		fmt.Fprintf(&code, "def f%d():\n    %s\n", len(entries), line)
		entries = append(entries, e)
	}
	p := oneModule(c, code.String())
	if problems := p.Modules[0].File.Problems; len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(entries) < 2500 {
		t.Fatalf("only %d entries", len(entries))
	}
	for i, e := range entries {
		fn := p.Function("app.py", fmt.Sprintf("f%d", i))
		got, found := catalogue.Effects(0), false
		for _, event := range fn.Events {
			if event.Name == e.Name || strings.HasSuffix(e.Name, "*") && strings.HasPrefix(event.Name, strings.TrimSuffix(e.Name, "*")) {
				got |= event.Effects
				found = true
			}
		}
		for _, call := range fn.Calls {
			for _, target := range call.Targets {
				found = found || target == e.Name || strings.HasPrefix(target, strings.TrimSuffix(e.Name, "*"))
			}
		}
		if got != e.Effects || !found && !e.Value {
			t.Errorf("%s: has %s, want %s; found %v", e.Name, got, e.Effects, found)
		}
	}
}

// entryLine is Python that calls a name, or reads it when it is a value. It is empty for names that syntax alone
// reaches, and for those of which the builtins make something of their own.
func entryLine(c *catalogue.Catalogue, e *catalogue.Entry) string {
	owner, last := e.Name[:strings.LastIndexByte(e.Name, '.')], e.Name[strings.LastIndexByte(e.Name, '.')+1:]
	if strings.HasPrefix(last, "__") || strings.HasPrefix(e.Name, "builtins.") || e.Name == owner+".*" && c.IsClass(owner) && c.Lookup(owner+".__getattr__") != nil {
		return ""
	}
	if last == "*" {
		last = "something_else"
	}
	args := make([]string, len(e.Params))
	for i, param := range e.Params {
		switch {
		case param == e.Verb:
			args[i] = "'GET'"
		case param == e.Mode && e.Effects.Has(catalogue.FileWrite):
			args[i] = "'w'"
		case param == e.Mode:
			args[i] = "'r'"
		case param == e.Widget || param == "on_select":
			args[i] = "'ignore'"
		case param == "label":
			args[i] = "'x'"
		case param == e.SQL:
			args[i] = "unknown_text"
		default:
			args[i] = "'x'"
		}
	}
	end := "(" + strings.Join(args, ", ") + ")"
	if e.Value {
		end = ""
	}
	if c.IsClass(owner) && owner != e.Name {
		return fmt.Sprintf("import %s\n    x: %s\n    y = x.%s%s", moduleOf(c, owner), owner, last, end)
	}
	return fmt.Sprintf("import %s\n    y = %s.%s%s", moduleOf(c, owner), owner, last, end)
}

// moduleOf is the module that has a class: the longest prefix that entries stand in and that is no class.
func moduleOf(c *catalogue.Catalogue, name string) string {
	for c.IsClass(name) || c.Lookup(name) != nil && !strings.HasSuffix(c.Lookup(name).Name, "*") {
		at := strings.LastIndexByte(name, '.')
		if at < 0 {
			break
		}
		name = name[:at]
	}
	return name
}
