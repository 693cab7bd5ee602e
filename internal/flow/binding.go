package flow

import "github.com/streamlift/streamlift/internal/python"

// BindingKind is how a name gets a value.
type BindingKind uint8

// The kinds of bindings.
const (
	AssignedName  BindingKind = iota // =, :=, an annotation with a value
	AugmentedName                    // +=: reads the name too
	DeclaredName                     // an annotation without a value: binds nothing
	DeletedName
	DefinedFunction
	DefinedClass
	ImportedName
	ParameterName
	LoopName   // for, also of comprehensions
	WithName   // with … as
	ExceptName // except … as
	CaptureName
	TypeName // type alias or type parameter
)

// String is the kind as the dump has it.
func (k BindingKind) String() string {
	return [...]string{"assign", "augment", "declare", "del", "def", "class", "import", "parameter", "for", "with",
		"except", "capture", "type"}[k]
}

// Binding is one place that gives a name its value.
type Binding struct {
	Kind        BindingKind
	Node        python.Node // the Name, Arg, Alias, FunctionDef, ClassDef, ExceptHandler, pattern or type parameter
	Stmt        python.Stmt // the statement that it is part of; the lambda's or comprehension's own
	Scope       *Scope      // where it stands: not the symbol's owner for names declared global or nonlocal
	Import      *Import     // of an import
	Conditional bool        // inside an if, loop, try or match of its scope: it may not happen
}

// Import is what an import statement brings under one name.
type Import struct {
	Module string // as written, without the dots before it; "a.b" of `import a.b`
	Level  int    // how many dots stand before it
	Name   string // of `from Module import Name`; empty when the module itself is imported
	Top    bool   // `import a.b` binds a, not a.b
}

// Path is the dotted name that the binding means: module, module.name, or the top package of `import a.b`.
func (i *Import) Path() string {
	switch {
	case i.Top:
		top, _, _ := cutDot(i.Module)
		return top
	case i.Name == "":
		return i.Module
	case i.Module == "":
		return i.Name
	}
	return i.Module + "." + i.Name
}

func cutDot(name string) (before, after string, found bool) {
	for i := range len(name) {
		if name[i] == '.' {
			return name[:i], name[i+1:], true
		}
	}
	return name, "", false
}

// Names is what the names of one file mean.
type Names struct {
	Top    *Scope
	Opened map[python.Node]*Scope  // the scope that a def, class, lambda or comprehension opens
	At     map[*python.Name]*Scope // the scope that a name is looked up in
}

// Variable is what a name refers to; nil when it is a builtin, comes with a star import or stands in an annotation
// that is never evaluated.
func (n *Names) Variable(name *python.Name) *Symbol {
	if at := n.At[name]; at != nil {
		return at.Lookup(name.ID)
	}
	return nil
}
