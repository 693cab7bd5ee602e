package generator

import (
	"slices"
	"text/template"
	"text/template/parse"
)

// forbidden finds a function that templates must not call, or "".
func forbidden(node parse.Node, known template.FuncMap) string {
	switch n := node.(type) {
	case *parse.ListNode:
		if n == nil {
			return ""
		}
		for _, child := range n.Nodes {
			if name := forbidden(child, known); name != "" {
				return name
			}
		}
	case *parse.ActionNode:
		return forbidden(n.Pipe, known)
	case *parse.IfNode:
		return first(forbidden(n.Pipe, known), forbidden(n.List, known), forbidden(n.ElseList, known))
	case *parse.RangeNode:
		return first(forbidden(n.Pipe, known), forbidden(n.List, known), forbidden(n.ElseList, known))
	case *parse.WithNode:
		return first(forbidden(n.Pipe, known), forbidden(n.List, known), forbidden(n.ElseList, known))
	case *parse.TemplateNode:
		return forbidden(n.Pipe, known)
	case *parse.PipeNode:
		if n == nil {
			return ""
		}
		for _, command := range n.Cmds {
			for _, argument := range command.Args {
				if name := forbidden(argument, known); name != "" {
					return name
				}
			}
		}
	case *parse.FieldNode:
		return unwraps(n.Ident)
	case *parse.VariableNode:
		return unwraps(n.Ident)
	case *parse.ChainNode:
		return first(unwraps(n.Field), forbidden(n.Node, known))
	case *parse.IdentifierNode:
		if _, ours := known[n.Ident]; !ours && !allowed(n.Ident) {
			return n.Ident
		}
	}
	return ""
}

// unwraps finds the method that takes outside text out of its wrapping, or "".
func unwraps(fields []string) string {
	if slices.Contains(fields, "Raw") {
		return "Raw"
	}
	return ""
}

func first(names ...string) string {
	for _, name := range names {
		if name != "" {
			return name
		}
	}
	return ""
}
