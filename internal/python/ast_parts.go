package python

// Module is a whole file.
type Module struct {
	Extent
	Body []Stmt
}

// Arguments are the parameters of a def or lambda. CPython gives them no position; here they span all that stands
// between the brackets, and are zero wide without any.
type Arguments struct {
	Extent
	PosOnly, Args []*Arg
	VarArg        *Arg
	KwOnly        []*Arg
	KwDefaults    []Expr
	KwArg         *Arg
	Defaults      []Expr
}

// Arg is one parameter with its annotation, without its default.
type Arg struct {
	Extent
	Name       string
	Annotation Expr
}

// Keyword is name=value in a call; Name is empty for **value.
type Keyword struct {
	Extent
	Name  string
	Value Expr
}

// Alias is one name of an import; Name may hold dots or be *.
type Alias struct {
	Extent
	Name, AsName string
}

// WithItem is expression as target; Target may be nil.
type WithItem struct {
	Extent
	Context, Target Expr
}

// MatchCase is one case of a match, from case to the end of its body.
type MatchCase struct {
	Extent
	Pattern Pattern
	Guard   Expr
	Body    []Stmt
}

// ExceptHandler is one except; Type may be nil, Name empty.
type ExceptHandler struct {
	Extent
	Type Expr
	Name string
	Body []Stmt
}

// Comprehension is one for of a comprehension, from for (or async) to the end of its last if.
type Comprehension struct {
	Extent
	Target, Iter Expr
	Ifs          []Expr
	Async        bool
}
