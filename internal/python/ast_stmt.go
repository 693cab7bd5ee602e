package python

// FunctionDef is def and async def. It begins at def or async; decorators lie before it.
type FunctionDef struct {
	Extent
	Name       string
	NameSpan   Extent
	TypeParams []TypeParam
	Params     *Arguments
	Returns    Expr
	Body       []Stmt
	Decorators []Expr
	Async      bool
}

// ClassDef is a class. It begins at class; decorators lie before it.
type ClassDef struct {
	Extent
	Name       string
	NameSpan   Extent
	TypeParams []TypeParam
	Bases      []Expr
	Keywords   []*Keyword
	Body       []Stmt
	Decorators []Expr
}

// Return returns Value, which may be nil.
type Return struct {
	Extent
	Value Expr
}

// Delete is del.
type Delete struct {
	Extent
	Targets []Expr
}

// Assign is one or more targets = value.
type Assign struct {
	Extent
	Targets []Expr
	Value   Expr
}

// TypeAlias is type Name[TypeParams] = Value.
type TypeAlias struct {
	Extent
	Name       *Name
	TypeParams []TypeParam
	Value      Expr
}

// AugAssign is target op= value.
type AugAssign struct {
	Extent
	Target Expr
	Op     Operator
	Value  Expr
}

// AnnAssign is target: annotation [= value]; Simple when the target is a bare name.
type AnnAssign struct {
	Extent
	Target, Annotation, Value Expr
	Simple                    bool
}

// For is for and async for.
type For struct {
	Extent
	Target, Iter Expr
	Body, OrElse []Stmt
	Async        bool
}

// While is while.
type While struct {
	Extent
	Test         Expr
	Body, OrElse []Stmt
}

// If is if; an elif is the only statement of OrElse and begins at elif.
type If struct {
	Extent
	Test         Expr
	Body, OrElse []Stmt
}

// With is with and async with.
type With struct {
	Extent
	Items []*WithItem
	Body  []Stmt
	Async bool
}

// Match is match.
type Match struct {
	Extent
	Subject Expr
	Cases   []*MatchCase
}

// Raise is raise Exc from Cause; both may be nil.
type Raise struct {
	Extent
	Exc, Cause Expr
}

// Try is try; Star when the handlers are except*.
type Try struct {
	Extent
	Body            []Stmt
	Handlers        []*ExceptHandler
	OrElse, Finally []Stmt
	Star            bool
}

// Assert is assert Test, Msg.
type Assert struct {
	Extent
	Test, Msg Expr
}

// Import is import a.b as c, ….
type Import struct {
	Extent
	Names []*Alias
}

// ImportFrom is from .module import …; Module is empty when only dots stand there, Level counts them.
type ImportFrom struct {
	Extent
	Module string
	Names  []*Alias
	Level  int
}

// Global is global.
type Global struct {
	Extent
	Names []string
}

// Nonlocal is nonlocal.
type Nonlocal struct {
	Extent
	Names []string
}

// ExprStmt is an expression as a statement: CPython's Expr.
type ExprStmt struct {
	Extent
	Value Expr
}

// Pass is pass.
type Pass struct {
	Extent
}

// Break is break.
type Break struct {
	Extent
}

// Continue is continue.
type Continue struct {
	Extent
}

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*TypeAlias) stmt()   {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}
