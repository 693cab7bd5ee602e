package packdev

import (
	"fmt"
	"reflect"
	"slices"
	"text/template/parse"
)

// pipe gives the type of a pipeline and the variables in sight after it.
func (c *checker) pipe(n *parse.PipeNode, dot reflect.Type, vars scope) (reflect.Type, scope) {
	var typ reflect.Type
	for i, command := range n.Cmds {
		var piped *reflect.Type
		if i > 0 {
			before := typ
			piped = &before
		}
		typ = c.command(command, piped, evaluation{dot: dot, vars: vars})
	}
	for _, d := range n.Decl {
		if old, known := vars.find(d.Ident[0]); n.IsAssign && known {
			*old.used = true
			continue
		}
		vars = append(slices.Clone(vars), variable{name: d.Ident[0], typ: typ, node: d, used: new(bool)})
	}
	return typ, vars
}

// evaluation is what a node sees.
type evaluation struct {
	dot  reflect.Type
	vars scope
}

func (c *checker) command(n *parse.CommandNode, piped *reflect.Type, e evaluation) reflect.Type {
	var args []reflect.Type
	for _, arg := range n.Args[1:] {
		args = append(args, c.value(arg, e))
	}
	if piped != nil {
		args = append(args, *piped)
	}
	if function, ok := n.Args[0].(*parse.IdentifierNode); ok {
		return c.call(n, function.Ident, args)
	}
	return c.value(n.Args[0], e)
}

// value gives the type of an operand.
func (c *checker) value(node parse.Node, e evaluation) reflect.Type {
	switch n := node.(type) {
	case *parse.DotNode:
		return e.dot
	case *parse.FieldNode:
		return c.fields(n, e.dot, n.Ident)
	case *parse.VariableNode:
		v, ok := e.vars.find(n.Ident[0])
		if !ok {
			return nil
		}
		*v.used = true
		return c.fields(n, v.typ, n.Ident[1:])
	case *parse.ChainNode:
		return c.fields(n, c.value(n.Node, e), n.Field)
	case *parse.PipeNode:
		typ, _ := c.pipe(n, e.dot, e.vars)
		return typ
	case *parse.IdentifierNode:
		return c.call(n, n.Ident, nil)
	case *parse.StringNode:
		return stringType
	case *parse.BoolNode:
		return boolType
	case *parse.NumberNode:
		return intType
	}
	return nil
}

// fields follows names from a type.
func (c *checker) fields(n parse.Node, typ reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		t := under(typ)
		switch {
		case t == nil:
			return nil
		case name == "Raw" && t == textType:
			c.fail(n, "raw", "takes outside text out of its wrapping", "use a quoting function")
			return stringType
		}
		if t.Kind() == reflect.Struct {
			if field, ok := t.FieldByName(name); ok && field.IsExported() {
				c.outdated(n, owner(t, field), name)
				typ = field.Type
				continue
			}
		}
		if method, ok := reflect.PointerTo(t).MethodByName(name); ok && method.Type.NumOut() > 0 {
			c.outdated(n, t, name)
			typ = method.Type.Out(0)
			continue
		}
		c.fail(n, "unknown-field", fmt.Sprintf("%s has no field %q", nameOf(t), name), near(name, members(t)))
		return nil
	}
	return typ
}

// owner is the struct that a field stands in, which may be embedded.
func owner(t reflect.Type, field reflect.StructField) reflect.Type {
	for _, i := range field.Index[:len(field.Index)-1] {
		t = under(t.Field(i).Type)
	}
	return t
}

// outdated reports a field or method that will go.
func (c *checker) outdated(n parse.Node, t reflect.Type, name string) {
	if c.going[t.Name()+"."+name] {
		c.fail(n, "deprecated", fmt.Sprintf("field %q of %s will go", name, t.Name()), "see docs/pack-api.md for what to use instead")
	}
}

// members are the names that may stand after a dot.
func members(t reflect.Type) []string {
	var names []string
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() {
				names = append(names, f.Name)
			}
		}
	}
	p := reflect.PointerTo(t)
	for i := range p.NumMethod() {
		if name := p.Method(i).Name; name != "Raw" && name != "String" && p.Method(i).Type.NumOut() > 0 {
			names = append(names, name)
		}
	}
	return names
}

// call checks a function and gives the type of its result.
func (c *checker) call(n parse.Node, name string, args []reflect.Type) reflect.Type {
	languages := quoting()
	quotes, ours := languages[name]
	switch {
	case ours && quotes != "":
		return c.quote(n, name, args)
	case name == "param":
		return c.parameter(n)
	case name == "pin":
		if text, ok := argument(n); ok && c.pack.Pins[text] == "" {
			var names []string
			for pin := range c.pack.Pins {
				names = append(names, pin)
			}
			c.fail(n, "unknown-pin", fmt.Sprintf("there is no pin %q", text), near(text, names))
		}
		return stringType
	}
	switch name {
	case "eq", "ne", "lt", "le", "gt", "ge", "not":
		return boolType
	case "len":
		return intType
	case "and", "or":
		for _, arg := range args {
			if arg != args[0] {
				return nil
			}
		}
		if len(args) > 0 {
			return args[0]
		}
		return nil
	case "index":
		if t := under(first(args)); t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Map) {
			return t.Elem()
		}
		return nil
	case "printf", "print", "println", "html", "js", "urlquery", "slice", "call":
		c.fail(n, "forbidden-function", fmt.Sprintf("%q could print outside text unquoted", name), "use a quoting function, or let the view compute")
		return nil
	}
	names := []string{"eq", "ne", "lt", "le", "gt", "ge", "not", "len", "and", "or", "index"}
	for known := range languages {
		names = append(names, known)
	}
	slices.Sort(names)
	c.fail(n, "unknown-function", fmt.Sprintf("there is no function %q", name), near(name, names))
	return nil
}

func first(args []reflect.Type) reflect.Type {
	if len(args) == 0 {
		return nil
	}
	return args[0]
}

// quote checks a quoting function: it takes outside text, in a file of its language.
func (c *checker) quote(n parse.Node, name string, args []reflect.Type) reflect.Type {
	if t := under(first(args)); t != nil && t != textType {
		c.fail(n, "quoted-twice", fmt.Sprintf("%q quotes outside text, and %s is none", name, nameOf(t)), "print it as it is")
	}
	if !fits(name, c.language) {
		c.fail(n, "wrong-language", fmt.Sprintf("%q quotes for another language than that of the file", name), fmt.Sprintf("use %q", c.language))
	}
	return stringType
}

// parameter gives the type of what a project chooses.
func (c *checker) parameter(n parse.Node) reflect.Type {
	name, ok := argument(n)
	if !ok {
		c.fail(n, "unknown-parameter", "param takes the name of a parameter in quotes", `write it as param "name"`)
		return nil
	}
	c.used[name] = true
	p, ok := c.pack.Parameter(name)
	if !ok {
		var names []string
		for _, known := range c.pack.Parameters {
			names = append(names, known.Name)
		}
		c.fail(n, "unknown-parameter", fmt.Sprintf("there is no parameter %q", name), near(name, names))
		return nil
	}
	switch {
	case p.Type == "boolean":
		return boolType
	case p.Type == "integer" || p.Type == "number":
		return intType
	case p.Type == "array":
		return reflect.SliceOf(textType)
	case len(p.Enum) > 0 || p.Secret:
		return stringType
	}
	return textType
}

// argument is the one text that a call is given.
func argument(n parse.Node) (string, bool) {
	command, ok := n.(*parse.CommandNode)
	if !ok || len(command.Args) != 2 {
		return "", false
	}
	text, ok := command.Args[1].(*parse.StringNode)
	if !ok {
		return "", false
	}
	return text.Text, true
}
