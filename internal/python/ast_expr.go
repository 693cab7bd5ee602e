package python

// BoolOp is values joined by and, or by or.
type BoolOp struct {
	Extent
	Op     BoolOperator
	Values []Expr
}

// NamedExpr is target := value.
type NamedExpr struct {
	Extent
	Target *Name
	Value  Expr
}

// BinOp is left op right.
type BinOp struct {
	Extent
	Left  Expr
	Op    Operator
	Right Expr
}

// UnaryOp is op operand.
type UnaryOp struct {
	Extent
	Op      UnaryOperator
	Operand Expr
}

// Lambda is lambda.
type Lambda struct {
	Extent
	Params *Arguments
	Body   Expr
}

// IfExp is body if test else orelse.
type IfExp struct {
	Extent
	Test, Body, OrElse Expr
}

// Dict is a dict display; the key of **value is nil.
type Dict struct {
	Extent
	Keys, Values []Expr
}

// Set is a set display.
type Set struct {
	Extent
	Elts []Expr
}

// ListComp is [elt for …].
type ListComp struct {
	Extent
	Elt        Expr
	Generators []*Comprehension
}

// SetComp is {elt for …}.
type SetComp struct {
	Extent
	Elt        Expr
	Generators []*Comprehension
}

// DictComp is {key: value for …}.
type DictComp struct {
	Extent
	Key, Value Expr
	Generators []*Comprehension
}

// GeneratorExp is (elt for …), brackets included, also when they are a call's.
type GeneratorExp struct {
	Extent
	Elt        Expr
	Generators []*Comprehension
}

// Await is await value.
type Await struct {
	Extent
	Value Expr
}

// Yield is yield; Value may be nil.
type Yield struct {
	Extent
	Value Expr
}

// YieldFrom is yield from value.
type YieldFrom struct {
	Extent
	Value Expr
}

// Compare is left ops[0] comparators[0] ops[1] ….
type Compare struct {
	Extent
	Left        Expr
	Ops         []CompareOperator
	Comparators []Expr
}

// Call is func(args, keywords); starred arguments are in Args, wherever they stand.
type Call struct {
	Extent
	Func     Expr
	Args     []Expr
	Keywords []*Keyword
}

// FormattedValue is one field of an f-string; Conversion is 's', 'r', 'a' or 0.
type FormattedValue struct {
	Extent
	Value      Expr
	FormatSpec *JoinedStr
	Conversion byte
}

// JoinedStr is an f-string, with the strings that stand beside it.
type JoinedStr struct {
	Extent
	Values []Expr
}

// Interpolation is one field of a t-string; Text is the expression as written.
type Interpolation struct {
	Extent
	Value      Expr
	Text       string
	FormatSpec *JoinedStr
	Conversion byte
}

// TemplateStr is a t-string.
type TemplateStr struct {
	Extent
	Values []Expr
}

// Constant is a literal. Text is the decoded string, the bytes, or the number as written; surrogates of a string are
// three bytes each as in WTF-8. U tells a string with the prefix u.
type Constant struct {
	Extent
	Text string
	Kind ConstantKind
	U    bool
}

// Attribute is value.attr.
type Attribute struct {
	Extent
	Value Expr
	Attr  string
	Ctx   Context
}

// Subscript is value[slice].
type Subscript struct {
	Extent
	Value, Slice Expr
	Ctx          Context
}

// Starred is *value.
type Starred struct {
	Extent
	Value Expr
	Ctx   Context
}

// Name is a name, NFKC-folded.
type Name struct {
	Extent
	ID  string
	Ctx Context
}

// List is a list display or target.
type List struct {
	Extent
	Elts []Expr
	Ctx  Context
}

// Tuple is a tuple; its span holds the brackets it has.
type Tuple struct {
	Extent
	Elts []Expr
	Ctx  Context
}

// Slice is lower:upper:step, each of which may be nil.
type Slice struct {
	Extent
	Lower, Upper, Step Expr
}

func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*DictComp) expr()       {}
func (*GeneratorExp) expr()   {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*FormattedValue) expr() {}
func (*JoinedStr) expr()      {}
func (*Interpolation) expr()  {}
func (*TemplateStr) expr()    {}
func (*Constant) expr()       {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Starred) expr()        {}
func (*Name) expr()           {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Slice) expr()          {}
