package flow

import "github.com/streamlift/streamlift/internal/python"

// binary is arithmetic: what the left side's type says about the operator, else what the right side's does.
func (ev *evaluator) binary(e *python.BinOp) Value {
	left, right := ev.eval(e.Left), ev.eval(e.Right)
	name := operatorMethods()[e.Op]
	if e.Op == python.Mod && onlyType(left, "str") {
		return left
	}
	if v := ev.protocol(left, "__"+name+"__", e); v.known() {
		return v
	}
	if v := ev.protocol(right, "__r"+name+"__", e); v.known() {
		return v
	}
	switch {
	case keepsShape(left):
		return left
	case keepsShape(right):
		return right
	case e.Op == python.Add && (onlyType(left, "str") || onlyType(right, "str")):
		return ev.atoms.builtin("str")
	case isSequence(left) && (e.Op == python.Add || e.Op == python.Mult || e.Op == python.BitOr):
		return join(left, onlySequences(right))
	}
	return ev.arithmetic(e.Op, left, right)
}

// operatorMethods are the methods of the binary operators without their underscores.
func operatorMethods() [13]string {
	return [13]string{"add", "sub", "mul", "matmul", "truediv", "mod", "pow", "lshift", "rshift", "or", "xor", "and", "floordiv"}
}

// arithmetic of numbers: a float makes it a float, as does division.
func (ev *evaluator) arithmetic(op python.Operator, left, right Value) Value {
	if !isNumber(left) || !isNumber(right) {
		return Value{}
	}
	switch {
	case onlyType(left, "int", "bool") && onlyType(right, "int", "bool") && op != python.Div:
		return ev.atoms.builtin("int")
	case onlyType(left, "number") || onlyType(right, "number"):
		return ev.atoms.builtin("number")
	}
	return ev.atoms.builtin("float")
}

func isNumber(v Value) bool { return onlyType(v, "int", "float", "bool", "number") }

// onlyType reports whether a value is known to be of some of the builtin types, and nothing else.
func onlyType(v Value, names ...string) bool {
	if len(v.atoms) == 0 || v.open {
		return false
	}
	for _, a := range v.atoms {
		found := false
		for _, name := range names {
			found = found || a.kind == typeAtom && a.typ.Name == name
		}
		if !found {
			return false
		}
	}
	return true
}

func isSequence(v Value) bool {
	for _, a := range v.atoms {
		if a.kind == siteAtom || a.kind == typeAtom && (a.typ.Name == "list" || a.typ.Name == "tuple" || a.typ.Name == "dict") {
			return true
		}
	}
	return false
}

func onlySequences(v Value) Value {
	out := Value{}
	for _, a := range v.atoms {
		if isSequence(a.value) {
			out = join(out, a.value)
		}
	}
	return out
}
