package lift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// shimModule stands on the service where moved code imports Streamlit. The generator's pack makes it.
const shimModule = legacyFolder + "." + shimFile

const shimFile = "_st"

// shimPart is what a name of Streamlit is in the shim.
type shimPart int

const (
	notInShim  shimPart = iota
	standing            // caches, secrets, spinners and the session: always there
	shownText           // an element that shows its arguments as text, whatever they are
	shownValue          // an element whose picture depends on what its arguments are
	ending              // ends the run of the page
)

// inShim says what the first name behind `streamlit.` is in the shim.
func inShim(name string) shimPart {
	switch name {
	case "secrets", "cache_data", "cache_resource", "spinner", "session_state":
		return standing
	case "error", "warning", "info", "success", "toast", "title", "header", "subheader", "text", "markdown", "caption", "code",
		"badge", "divider", "balloons", "snow":
		return shownText
	case "write", "json", "table", "dataframe", "metric", "latex":
		return shownValue
	case "stop", "rerun", "switch_page":
		return ending
	}
	return notInShim
}

// streamlitName is the first name behind `streamlit.` of a qualified name, as it is written in a script.
func streamlitName(qualified string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(qualified, "streamlit."), ".")
	switch first {
	case "Secrets":
		return "secrets"
	case "SessionState":
		return "session_state"
	}
	return first
}

// notOffered says where a span first needs something of Streamlit that the shim does not do.
func (m *mover) notOffered(module *flow.Module, span diag.Span) (Reason, bool) {
	for _, fn := range m.Program.Functions {
		if fn.Module != module {
			continue
		}
		for _, e := range fn.EventsIn(span) {
			if e.Library != "streamlit" || e.Node.Span().End > span.End {
				continue
			}
			if why, refused := m.refused(fn, e); refused {
				at := place(module, e.Node.Span(), "it "+e.Says()+why)
				at.Because = drawsMore
				if e.Effects.Any(catalogue.Of(catalogue.StateRead, catalogue.StateWrite, catalogue.IdentityRead)) {
					at.Because = ofOneSession
				}
				return at, true
			}
		}
	}
	for _, mention := range m.named(module, span) {
		if inShim(mention.name) == notInShim {
			text := "it uses streamlit." + mention.name + ", which only a page has"
			if mention.name == "" {
				text = "it hands on streamlit as a whole, of which the service has only parts"
			}
			at := place(module, mention.node.Span(), text)
			at.Because = drawsMore
			return at, true
		}
	}
	return Reason{}, false
}

// refused reports whether the shim cannot do what an event does, and why, as the end of a sentence.
func (m *mover) refused(fn *flow.Function, e *flow.Event) (why string, refused bool) {
	name := streamlitName(e.Name)
	part := inShim(name)
	call, called := e.Node.(*python.Call)
	switch {
	case name == "session_state":
		return m.session(fn, e)
	case part == notInShim || e.Effects.Has(catalogue.Asks):
		return ", which only a page can do", true
	case name == "cache_resource" && called:
		return ": what the pages hold would stay", true
	case !called || part == standing && name != "spinner":
		return "", false
	}
	if to, ok := call.Func.(*python.Attribute); ok && !m.isStreamlitModule(fn.Module, to.Value) {
		return " in a part of the page, which the service does not have", true
	}
	if part == shownValue || part == ending {
		why = m.unshown(fn, call)
	}
	return why, why != ""
}

// unshown says which argument of an element, or of what ends a run, does not reach the page as what it is.
func (m *mover) unshown(fn *flow.Function, call *python.Call) string {
	given := slices.Clone(call.Args)
	for _, k := range call.Keywords {
		given = append(given, k.Value)
	}
	for _, e := range given {
		if _, ok := e.(*python.Starred); ok {
			return " with arguments that are not known"
		}
		typ := m.valueType(fn, e)
		if classes, wrong := m.typed(fn.Module, typ); typ == "-" {
			return fmt.Sprintf(" with %s, of which nothing is known: what it shows would depend on it", sourceOf(fn.Module, e))
		} else if wrong != "" || len(classes) > 0 {
			return fmt.Sprintf(" with %s, which does not reach the page as what it is", typ)
		}
	}
	return ""
}

// mention is a place that names something of Streamlit; "" where it is Streamlit as a whole.
type mention struct {
	name string
	node python.Node
}

// named are the places within a span that name something of Streamlit, by the module that an import brought.
func (m *mover) named(module *flow.Module, span diag.Span) []mention {
	var found []mention
	named := map[python.Expr]bool{}
	x := m.index(module)
	for _, attribute := range within(x.attributes, span) {
		if m.isStreamlitModule(module, attribute.Value) {
			named[attribute.Value] = true
			found = append(found, mention{attribute.Attr, attribute})
		}
	}
	for _, call := range within(x.asked, span) {
		constant, ok := call.Args[1].(*python.Constant)
		if ok && constant.Kind == python.Str && m.isStreamlitModule(module, call.Args[0]) {
			named[call.Args[0]] = true
			found = append(found, mention{constant.Text, call})
		}
	}
	for _, name := range within(x.names, span) {
		if !named[name] && name.Ctx == python.Load && m.isStreamlitModule(module, name) {
			found = append(found, mention{"", name})
		}
	}
	return found
}

// isStreamlitModule reports whether an expression is the name that an import gave to Streamlit.
func (m *mover) isStreamlitModule(module *flow.Module, e python.Expr) bool {
	name, ok := e.(*python.Name)
	if !ok {
		return false
	}
	symbol := module.Names.Variable(name)
	return symbol != nil && slices.ContainsFunc(symbol.Bindings, func(b flow.Binding) bool {
		return b.Import != nil && b.Import.Module == "streamlit" && b.Import.Name == "" // and a stand-in, where it is not installed
	})
}

// Drawn are the names that the shim must have because moved code shows something or ends the run; all are sorted.
type Drawn struct {
	Texts   []string // elements that show what they are given as text
	Values  []string // elements whose picture depends on what they are given
	Endings []string
	Clears  bool // it empties all caches of the pages
	Emptied []Emptied
	Session bool // it has to do with the session at all
	Deletes bool // it takes keys of the session away
}

// drawn gathers what moved code shows, and how it ends runs.
func (m *mover) drawn() Drawn {
	names := map[string]bool{}
	found := Drawn{Emptied: m.emptied()}
	for _, fn := range m.Program.Functions {
		p := m.parts[fn.Module]
		for i := range fn.Events {
			if e := &fn.Events[i]; p != nil && e.Library == "streamlit" && p.holdsSpan(fn.Module, e.Span()) {
				found.Clears = found.Clears || emptiesAll(e)
				found.Session = found.Session || strings.HasPrefix(e.Name, sessionState)
				found.Deletes = found.Deletes || takesAway(e)
			}
		}
	}
	for module, p := range m.parts {
		for _, one := range m.named(module, module.File.Module.Span()) {
			if p.holdsSpan(module, one.node.Span()) {
				names[one.name] = true
			}
		}
		for _, stmt := range m.index(module).imports {
			if from, ok := stmt.(*python.ImportFrom); ok && bringsStreamlit(from) && p.holds(module, from) {
				for _, alias := range from.Names {
					names[alias.Name] = true
				}
			}
		}
	}
	for _, name := range sortedKeys(names) {
		switch inShim(name) {
		case shownText:
			found.Texts = append(found.Texts, name)
		case shownValue:
			found.Values = append(found.Values, name)
		case ending:
			found.Endings = append(found.Endings, name)
		}
	}
	return found
}

// emptiesAll reports whether an event empties the caches of all functions, and not of one.
func emptiesAll(e *flow.Event) bool {
	call, ok := e.Node.(*python.Call)
	return ok && e.Name == "streamlit.cache_data.clear" && lastName(receiver(call.Func)) == "cache_data"
}

// shimImport rewrites an import of Streamlit into one of the shim; nothing for other imports.
func (m *mover) shimImport(stmt python.Stmt) []python.Edit {
	span := stmt.Span()
	switch stmt := stmt.(type) {
	case *python.Import:
		var edits []python.Edit
		if len(stmt.Names) == 1 && stmt.Names[0].Name == "streamlit" {
			as := stmt.Names[0].AsName
			if as == "" {
				as = "streamlit"
			}
			edits = append(edits, python.Edit{Start: span.Start, End: span.End, Text: "from " + m.Package + "." + legacyFolder + " import _st as " + as})
		}
		return edits
	case *python.ImportFrom:
		if stmt.Level == 0 && stmt.Module == "streamlit" {
			at := span.Start + len("from ")
			return []python.Edit{{Start: at, End: at + len("streamlit"), Text: m.Package + "." + shimModule}}
		}
	}
	return nil
}

// cannotShim says what keeps an import of Streamlit from becoming one of the shim; "" when nothing does.
func cannotShim(stmt python.Stmt) string {
	switch stmt := stmt.(type) {
	case *python.Import:
		if len(stmt.Names) > 1 {
			return "it imports streamlit together with other modules"
		}
		if stmt.Names[0].Name != "streamlit" {
			return "the service has nothing in place of " + stmt.Names[0].Name
		}
	case *python.ImportFrom:
		for _, alias := range stmt.Names {
			if stmt.Module != "streamlit" || inShim(alias.Name) == notInShim {
				return "the service has nothing in place of " + stmt.Module + "." + alias.Name
			}
		}
	}
	return ""
}
