package python

import "github.com/streamlift/streamlift/internal/diag"

// Node is a part of the syntax tree. The types are those of CPython's ast module, with two changes: async forms
// are a field, not a type, and expression statements are ExprStmt.
type Node interface {
	// Span is the node's place in the text.
	Span() diag.Span
}

// Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// Expr is an expression.
type Expr interface {
	Node
	expr()
}

// Pattern is a pattern of a match statement.
type Pattern interface {
	Node
	pattern()
}

// TypeParam is a parameter in the square brackets of a def, class or type statement.
type TypeParam interface {
	Node
	typeParam()
}

// Extent is a half-open range of byte offsets into the text; every node has one.
type Extent struct{ Start, End int32 }

// Span is the extent for those who use it.
func (e Extent) Span() diag.Span { return diag.Span{Start: int(e.Start), End: int(e.End)} }

// Context says what happens to a name, attribute, item or sequence of them.
type Context uint8

// The contexts.
const (
	Load Context = iota
	Store
	Del
)

// String is the context's name in CPython's ast.
func (c Context) String() string { return [...]string{"Load", "Store", "Del"}[c] }

// ConstantKind is the type of a literal.
type ConstantKind uint8

// The kinds of constants.
const (
	None ConstantKind = iota
	True
	False
	Dots // the literal ...
	Str
	Bytes
	Int
	Float
	Imaginary
)

// BoolOperator is and, or.
type BoolOperator uint8

// The boolean operators.
const (
	And BoolOperator = iota
	Or
)

// String is the operator's name in CPython's ast.
func (o BoolOperator) String() string { return [...]string{"And", "Or"}[o] }

// Operator is a binary operator.
type Operator uint8

// The binary operators.
const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// String is the operator's name in CPython's ast.
func (o Operator) String() string {
	return [...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor",
		"BitAnd", "FloorDiv"}[o]
}

// UnaryOperator is an operator of one operand.
type UnaryOperator uint8

// The unary operators.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// String is the operator's name in CPython's ast.
func (o UnaryOperator) String() string { return [...]string{"Invert", "Not", "UAdd", "USub"}[o] }

// CompareOperator is a comparison.
type CompareOperator uint8

// The comparisons.
const (
	Eq CompareOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

// String is the operator's name in CPython's ast.
func (o CompareOperator) String() string {
	return [...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}[o]
}
