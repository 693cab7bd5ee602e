package generator

import (
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// statement lays out a simple statement or the header of a compound one without its colon. It reports whether the
// statement is of a kind that is ever laid out. It is a flat switch: one case a type.
func (l *layouter) statement(n python.Node) bool {
	switch n := n.(type) {
	case *python.FunctionDef:
		l.function(n)
	case *python.ClassDef:
		l.class(n)
	case *python.Return:
		return l.result(n)
	case *python.Assign:
		l.assign(n)
	case *python.AugAssign:
		return l.augmented(n)
	case *python.AnnAssign:
		l.annotated(n)
	case *python.TypeAlias:
		start, _ := l.outer(n.Value)
		l.text(strings.TrimRight(l.src[n.Start:start], " ") + " ")
		l.value(n.Value)
	case *python.ExprStmt:
		if b, ok := n.Value.(*python.BinOp); ok {
			l.maybe(b, inOther, styleOptional)
		} else {
			l.keep(n.Value)
		}
	case *python.For:
		l.loop(n)
	case *python.While:
		l.text("while ")
		l.maybe(n.Test, inCondition, styleIfBreaks)
	case *python.If:
		l.text(l.src[n.Start:l.wordEnd(n.Start)] + " ")
		l.maybe(n.Test, inCondition, styleIfBreaks)
	case *python.With:
		l.with(n)
	case *python.Delete:
		if len(n.Targets) > 1 {
			return false
		}
		l.text("del ")
		l.maybe(n.Targets[0], inOther, styleIfBreaks)
	case *python.Match:
		l.text("match ")
		l.maybe(n.Subject, inCondition, styleIfBreaks)
	case *python.Raise:
		l.raise(n)
	case *python.Assert:
		l.text("assert ")
		l.maybe(n.Test, inOther, styleIfBreaks)
		if n.Msg != nil {
			l.text(", ")
			l.maybe(n.Msg, inOther, styleParenthesized)
		}
	case *python.ImportFrom:
		return l.imports(n)
	case *python.ExceptHandler:
		return l.except(n)
	case layoutDecorator:
		l.text("@")
		l.maybe(n.Expr, inOther, styleOptional)
	default:
		return false
	}
	return true
}

// layoutDecorator is a decorator's expression, which has a line of its own.
type layoutDecorator struct{ python.Expr }

func (l *layouter) wordEnd(start int32) int32 { return l.code[l.tokenAt(start)].End }

func (l *layouter) function(n *python.FunctionDef) {
	if len(n.TypeParams) > 0 {
		l.failed = true
		return
	}
	if n.Async {
		l.text("async ")
	}
	l.text("def " + l.src[n.NameSpan.Start:n.NameSpan.End])
	items := l.parameters(n.Params)
	l.begin(layoutGroup, 0)
	l.signature(items, n.Params.End)
	if n.Returns != nil {
		l.text(" -> ")
		parent, style := inReturns, styleIfBreaks
		if len(items) == 0 {
			parent, style = inReturnsNoArgs, styleParenthesized
		}
		if _, ok := n.Returns.(*python.Tuple); ok {
			l.bare(n.Returns)
		} else {
			l.maybe(n.Returns, parent, style)
		}
	}
	l.end()
}

// signature lays out parameters; they break before the return annotation does.
func (l *layouter) signature(items []layoutItem, end int32) {
	if len(items) == 0 {
		l.text("()")
		return
	}
	level := l.level
	l.level = levelParens
	l.text("(")
	l.commentsBehind(0, items[0].start)
	l.begin(layoutIndent, 0)
	l.line(layoutSoft)
	if len(items) > 1 {
		l.begin(layoutGroup, 0)
	}
	l.sequence(items, end+1, commaAlways)
	if len(items) > 1 {
		l.end()
	}
	l.end()
	l.line(layoutSoft)
	l.text(")")
	l.level = level
}

// parameters are the parameters of a def with the marks between their kinds.
func (l *layouter) parameters(a *python.Arguments) []layoutItem {
	var items []layoutItem
	named := len(a.PosOnly) + len(a.Args)
	for i, arg := range append(append([]*python.Arg(nil), a.PosOnly...), a.Args...) {
		if len(a.PosOnly) > 0 && i == len(a.PosOnly) {
			items = append(items, l.mark("/", items[i-1].end))
		}
		var value python.Expr
		if j := i - (named - len(a.Defaults)); j >= 0 {
			value = a.Defaults[j]
		}
		items = append(items, l.parameter("", arg, value))
	}
	if len(a.PosOnly) > 0 && len(a.Args) == 0 {
		items = append(items, l.mark("/", items[len(items)-1].end))
	}
	if a.VarArg != nil {
		items = append(items, l.parameter("*", a.VarArg, nil))
	} else if len(a.KwOnly) > 0 {
		from := a.Start
		if len(items) > 0 {
			from = items[len(items)-1].end
		}
		items = append(items, l.mark("*", from))
	}
	for i, arg := range a.KwOnly {
		items = append(items, l.parameter("", arg, a.KwDefaults[i]))
	}
	if a.KwArg != nil {
		items = append(items, l.parameter("**", a.KwArg, nil))
	}
	return items
}

// mark is a lone / or *, the first at or behind an offset.
func (l *layouter) mark(text string, from int32) layoutItem {
	i := l.tokenAt(from)
	for i < len(l.code)-1 && l.kindAt(i) == python.Comma {
		i++
	}
	at := l.code[i]
	return layoutItem{start: at.Start, end: at.End, lay: func() { l.text(text) }}
}

func (l *layouter) parameter(stars string, arg *python.Arg, value python.Expr) layoutItem {
	start, end := arg.Start, arg.End
	if stars != "" {
		start = l.tokensBefore(start)
	}
	if arg.Annotation != nil {
		_, end = l.outer(arg.Annotation)
	}
	if value != nil {
		_, end = l.outer(value)
	}
	return layoutItem{start: start, end: end, lay: func() {
		l.text(stars + l.src[arg.Start:l.wordEnd(arg.Start)])
		equal := "="
		if arg.Annotation != nil {
			l.text(": ")
			l.keep(arg.Annotation)
			equal = " = "
		}
		if value != nil {
			l.text(equal)
			l.keep(value)
		}
	}}
}

func (l *layouter) class(n *python.ClassDef) {
	if len(n.TypeParams) > 0 {
		l.failed = true
		return
	}
	l.text("class " + l.src[n.NameSpan.Start:n.NameSpan.End])
	if len(n.Bases)+len(n.Keywords) == 0 {
		return
	}
	end := n.NameSpan.End
	for _, e := range n.Bases {
		_, stop := l.outer(e)
		end = max(end, stop)
	}
	for _, k := range n.Keywords {
		_, stop := l.outer(k.Value)
		end = max(end, stop)
	}
	for i := l.tokenAt(end); i < len(l.code); i++ {
		if l.code[i].Kind == python.RParen {
			end = l.code[i].Start
			break
		}
	}
	l.arguments(n.Bases, n.Keywords, end)
}

func (l *layouter) result(n *python.Return) bool {
	if n.Value == nil {
		return false
	}
	l.text("return ")
	t, ok := n.Value.(*python.Tuple)
	switch {
	case ok && !l.hasTupleParens(t) && len(t.Elts) == 2:
		l.bareTuple(t, levelOptional)
	case ok:
		l.bare(t)
	default:
		l.value(n.Value)
	}
	return true
}

func (l *layouter) loop(n *python.For) {
	if n.Async {
		l.text("async ")
	}
	l.text("for ")
	l.bareTuple(n.Target, levelOptional)
	l.text(" in ")
	l.maybe(n.Iter, inOther, styleIfBreaks)
}

func (l *layouter) raise(n *python.Raise) {
	l.text("raise")
	if n.Exc != nil {
		l.text(" ")
		l.maybe(n.Exc, inOther, styleOptional)
	}
	if n.Cause != nil {
		l.text(" from ")
		l.maybe(n.Cause, inOther, styleOptional)
	}
}

func (l *layouter) except(n *python.ExceptHandler) bool {
	if n.Type == nil {
		return false
	}
	start, end := l.outer(n.Type)
	l.text(strings.TrimRight(l.src[n.Start:start], " ") + " ")
	l.maybe(n.Type, inOther, styleIfBreaks)
	if n.Name != "" {
		i := l.tokenAt(end) + 1
		l.text(" as " + l.src[l.code[i].Start:l.code[i].End])
	}
	return true
}

func (l *layouter) imports(n *python.ImportFrom) bool {
	if len(n.Names) == 1 && n.Names[0].Name == "*" {
		return false
	}
	first := n.Names[0].Start
	head := strings.TrimRight(l.src[n.Start:first], " (\n\t")
	if strings.Contains(head, "#") {
		head = strings.TrimRight(head[:strings.Index(head, "#")], " (\n\t")
	}
	l.text(head + " ")
	var items []layoutItem
	for _, name := range n.Names {
		items = append(items, layoutItem{start: name.Start, end: name.End, lay: func() {
			l.text(strings.Join(strings.Fields(l.src[name.Start:name.End]), " "))
		}})
	}
	if l.hasComment(first) {
		l.openUntil = first
		l.brackets("(", func() { l.sequence(items, n.End, commaAlways) }, ")")
		return true
	}
	l.optionalParens(levelParens, func() { l.sequence(items, n.End, commaAlways) })
	return true
}

func (l *layouter) with(n *python.With) {
	if n.Async {
		l.text("async ")
	}
	l.text("with ")
	last := n.Items[len(n.Items)-1]
	_, end := l.outer(last.Context)
	if last.Target != nil {
		_, end = l.outer(last.Target)
	}
	if only := n.Items[0]; len(n.Items) == 1 && !l.commaBehind(end) {
		if only.Target == nil {
			l.maybe(only.Context, inOther, styleIfBreaks)
			return
		}
		if l.isParenthesized(only.Context) {
			l.maybe(only.Context, inOther, styleIfBreaks)
			l.withTarget(only)
			return
		}
		level := levelParens
		if l.canOmit(only.Context) {
			level = levelOptional
		}
		l.optionalParens(level, func() {
			l.bare(only.Context)
			l.withTarget(only)
		})
		return
	}
	var items []layoutItem
	for _, item := range n.Items {
		start, stop := l.outer(item.Context)
		if item.Target != nil {
			_, stop = l.outer(item.Target)
		}
		items = append(items, layoutItem{start: start, end: stop, lay: func() {
			if l.isParenthesized(item.Context) && (item.Target != nil) {
				l.maybe(item.Context, inOther, styleNested)
			} else {
				l.bare(item.Context)
			}
			l.withTarget(item)
		}})
	}
	l.optionalParens(levelParens, func() { l.sequence(items, end+1, commaMany) })
}

func (l *layouter) withTarget(item *python.WithItem) {
	if item.Target != nil {
		l.text(" as ")
		l.keep(item.Target)
	}
}
