package lift

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

// objectsModule makes on the service what the app makes for each session or run, all alike.
const objectsModule = "_objects"

// alike is the object of a class where the app makes several, for sessions or runs, with the same values: they do
// nothing but hold them, so that one is as good as any other.
func (m *mover) alike(class *flow.Class) (*object, Reason) {
	makings := m.makings(class)
	for _, making := range makings {
		if why := m.notAlike(class, making, makings[0]); why != "" {
			return nil, place(making.In.Module, making.Node.Span(), why)
		}
	}
	first := makings[0]
	given, _ := m.given(first)
	if strings.Contains(given, "\n") {
		return nil, place(first.In.Module, first.Node.Span(), fmt.Sprintf("nothing shows that its object, of class %q, is made here once for all", class.Name))
	}
	return &object{class: class, home: class.Module, name: class.Name, made: true, given: "(" + given + ")"}, Reason{}
}

// maker is the name of the function that makes an object which is like all others of its class, or does as well.
func (o *object) maker(names *moduleNames) string {
	prefix := ""
	if o.blank {
		prefix = "blank_"
	}
	return prefix + strings.ReplaceAll(strings.TrimPrefix(names.dotted(o.home), legacyFolder+"."), ".", "_") + "_" + o.name
}

// makers writes the module that makes them; nothing where there are none.
func (m *mover) makers() {
	made := map[string]*object{}
	for _, to := range m.clients {
		if to.object != nil && (to.object.given != "" || to.object.blank) {
			made[to.object.maker(m.names)] = to.object
		}
	}
	if len(made) == 0 {
		return
	}
	var b, imports strings.Builder
	modules := map[string]bool{}
	for _, o := range made {
		modules[m.Package+"."+m.names.dotted(o.home)] = true
		if o.blank {
			continue
		}
		for _, class := range m.givenTo(o.class) {
			modules[m.Package+"."+m.names.dotted(class.Module)] = true
		}
	}
	for _, module := range sortedKeys(modules) {
		imports.WriteString("import " + module + "\n")
	}
	fmt.Fprintf(&b, "\"\"\"Objects that the app makes for each session or run, all alike or asked for nothing: here each is made once.\"\"\"\n\n%sfrom %s.%s import %s\n",
		imports.String(), m.Package, legacyFolder, shimFile)
	for _, name := range slices.Sorted(maps.Keys(made)) {
		o := made[name]
		class := m.Package + "." + m.names.dotted(o.home) + "." + o.name
		text := class + o.given
		if o.blank {
			text = class + ".__new__(" + class + ")"
		}
		fmt.Fprintf(&b, "\n\n@%s.cache_resource\ndef %s():\n    return %s\n", shimFile, name, text)
	}
	m.result.Service = append(m.result.Service, File{Path: legacyFolder + "/" + objectsModule + ".py", Text: b.String()})
}
