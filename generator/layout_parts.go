package generator

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// layoutItem is one item of a list between brackets: where it stands in the source and how it is laid out.
type layoutItem struct {
	start, end int32
	lay        func()
}

func (l *layouter) item(e python.Expr) layoutItem {
	start, end := l.outer(e)
	return layoutItem{start: start, end: end, lay: func() { l.keep(e) }}
}

func (l *layouter) items(list []python.Expr) []layoutItem {
	items := make([]layoutItem, 0, len(list))
	for _, e := range list {
		items = append(items, l.item(e))
	}
	return items
}

// layoutComma says which comma may follow the last item when the list is broken.
type layoutComma uint8

const (
	commaMany   layoutComma = iota // behind two items or more, or where one stands
	commaAlways                    // behind any item
)

// sequence lays out items with the comments between them, up to the bracket at end. A comma behind the last one in the
// source keeps the list broken.
func (l *layouter) sequence(items []layoutItem, end int32, comma layoutComma) {
	from := items[0].start
	for i, item := range items {
		if i > 0 {
			l.text(",")
			l.commentsBehind(from, item.start)
			l.line(layoutSoftSpace)
		}
		l.commentsBefore(from, item.start)
		item.lay()
		from = item.end
	}
	magic := l.commaBehind(from)
	if magic || comma == commaAlways || len(items) > 1 {
		l.ifBroken(",")
	}
	if magic {
		l.expandParents()
	}
	l.commentsBehind(from, end)
	for l.hasComment(end) {
		l.claim(from)
		l.line(layoutHard)
		l.text(l.takeComment())
	}
}

// display lays out a list or set.
func (l *layouter) display(left string, list []python.Expr, at python.Extent, right string) {
	if len(list) == 0 {
		l.text(left + right)
		return
	}
	items := l.items(list)
	l.openUntil = items[0].start
	l.brackets(left, func() { l.sequence(items, at.End-1, commaMany) }, right)
}

func (l *layouter) tuple(e *python.Tuple) {
	switch parens := l.hasTupleParens(e); {
	case len(e.Elts) == 0:
		l.text("()")
	case len(e.Elts) == 1:
		l.openUntil = l.item(e.Elts[0]).start
		l.brackets("(", func() {
			l.keep(e.Elts[0])
			l.text(",")
		}, ")")
	case parens:
		l.display("(", e.Elts, e.Extent, ")")
	default:
		l.optionalParens(levelParens, func() { l.sequence(l.items(e.Elts), e.End, commaMany) })
	}
}

// bareTuple lays out a tuple or other expression where ruff writes no parentheses around two or more items.
func (l *layouter) bareTuple(e python.Expr, level layoutLevel) {
	t, ok := e.(*python.Tuple)
	if !ok || len(t.Elts) < 2 || l.hasTupleParens(t) {
		l.maybe(e, inOther, styleIfBreaks)
		return
	}
	l.optionalParens(level, func() { l.sequence(l.items(t.Elts), t.End, commaMany) })
}

func (l *layouter) dict(e *python.Dict) {
	if len(e.Values) == 0 {
		l.text("{}")
		return
	}
	items := make([]layoutItem, 0, len(e.Values))
	for i, value := range e.Values {
		items = append(items, l.pair(e.Keys[i], value))
	}
	l.openUntil = items[0].start
	l.brackets("{", func() { l.sequence(items, e.End-1, commaMany) }, "}")
}

func (l *layouter) pair(key, value python.Expr) layoutItem {
	start, end := l.outer(value)
	if key == nil {
		return layoutItem{start: l.tokensBefore(start), end: end, lay: func() {
			l.begin(layoutGroup, 0)
			l.text("**")
			l.keep(value)
			l.end()
		}}
	}
	start, _ = l.outer(key)
	return layoutItem{start: start, end: end, lay: func() {
		l.begin(layoutGroup, 0)
		l.keep(key)
		l.text(": ")
		l.keep(value)
		l.end()
	}}
}

func (l *layouter) comprehension(left string, element func(), clauses []*python.Comprehension, right string) {
	l.brackets(left, func() {
		l.begin(layoutGroup, 0)
		l.clauses(element, clauses)
		l.end()
	}, right)
}

func (l *layouter) clauses(element func(), clauses []*python.Comprehension) {
	l.begin(layoutGroup, 0)
	element()
	l.end()
	for _, c := range clauses {
		l.line(layoutSoftSpace)
		if c.Async {
			l.text("async ")
		}
		l.text("for ")
		l.plainTarget(c.Target)
		l.text(" in ")
		l.keep(c.Iter)
		for _, test := range c.Ifs {
			l.line(layoutSoftSpace)
			l.text("if ")
			l.keep(test)
		}
	}
}

// plainTarget lays out the target of a comprehension, whose commas never break.
func (l *layouter) plainTarget(e python.Expr) {
	t, ok := e.(*python.Tuple)
	if !ok || len(t.Elts) < 2 || l.hasTupleParens(t) {
		l.keep(e)
		return
	}
	for i, x := range t.Elts {
		if i > 0 {
			l.text(", ")
		}
		l.keep(x)
	}
}

// chain lays out calls, subscripts and attributes; a long chain breaks before its dots.
func (l *layouter) chain(e python.Expr, chain layoutChain) {
	root := chain == chainOpen
	if root {
		chain = chainPlain
		if l.level != levelBare && l.isFluent(e) {
			chain = chainFluent
		}
	}
	root = root && chain == chainFluent
	if root {
		l.begin(layoutGroup, 0)
	}
	switch e := e.(type) {
	case *python.Attribute:
		l.link(e.Value, chain)
		if chain == chainFluent {
			switch e.Value.(type) {
			case *python.Call, *python.Subscript:
				l.line(layoutSoft)
			default:
				if l.isParenthesized(e.Value) {
					l.line(layoutSoft)
				}
			}
		}
		dot := strings.LastIndexByte(l.src[e.Start:e.End], '.')
		l.text("." + strings.TrimLeft(l.src[int(e.Start)+dot+1:e.End], " \t\n\\"))
	case *python.Call:
		l.link(e.Func, chain)
		l.arguments(e.Args, e.Keywords, e.End-1)
	case *python.Subscript:
		l.link(e.Value, chain)
		l.subscript(e)
	}
	if root {
		l.end()
	}
}

// link lays out what a link of a chain hangs on.
func (l *layouter) link(e python.Expr, chain layoutChain) {
	if l.isParenthesized(e) {
		l.keep(e)
		return
	}
	l.node(e, chain)
}

func (l *layouter) subscript(e *python.Subscript) {
	if t, ok := e.Slice.(*python.Tuple); ok && len(t.Elts) > 0 && !l.hasTupleParens(t) {
		items := l.items(t.Elts)
		l.openUntil = items[0].start
		l.brackets("[", func() {
			if len(items) == 1 {
				l.keep(t.Elts[0])
				l.text(",")
				return
			}
			l.begin(layoutGroup, 0)
			l.sequence(items, e.End-1, commaMany)
			l.end()
		}, "]")
		return
	}
	l.brackets("[", func() { l.keep(e.Slice) }, "]")
}

// arguments lays out the arguments of a call or the bases of a class; end is where the closing bracket stands.
func (l *layouter) arguments(args []python.Expr, keywords []*python.Keyword, end int32) {
	if len(args)+len(keywords) == 0 {
		l.text("()")
		return
	}
	items := make([]layoutItem, 0, len(args)+len(keywords))
	for _, e := range args {
		if g, ok := e.(*python.GeneratorExp); ok && l.isCallBracket(g.Start) {
			items = append(items, layoutItem{start: g.Start + 1, end: g.End - 1, lay: func() {
				l.clauses(func() { l.keep(g.Elt) }, g.Generators)
			}})
			continue
		}
		items = append(items, l.item(e))
	}
	for _, k := range keywords {
		items = append(items, l.keyword(k))
	}
	if len(args) > 0 && len(keywords) > 0 {
		slices.SortStableFunc(items, func(a, b layoutItem) int { return int(a.start - b.start) })
	}
	if len(items) == 1 && l.hugs(args) {
		l.hug("(", args[0], ")")
		return
	}
	l.openUntil = items[0].start
	l.brackets("(", func() {
		l.begin(layoutGroup, 0)
		l.sequence(items, end, commaMany)
		l.end()
	}, ")")
}

// hugs reports whether the one argument of a call stays within its brackets' lines: a text of several lines that
// begins behind the opening bracket.
func (l *layouter) hugs(args []python.Expr) bool {
	if len(args) != 1 || !l.isMultiline(args[0]) {
		return false
	}
	start, end := l.outer(args[0])
	return l.src[start] != '(' && l.tokensBefore(start) == start-1 && !l.commaBehind(end) && !l.hasComment(end)
}

func (l *layouter) keyword(k *python.Keyword) layoutItem {
	_, end := l.outer(k.Value)
	return layoutItem{start: k.Start, end: end, lay: func() {
		if k.Name == "" {
			l.text("**")
		} else {
			l.text(strings.TrimRight(l.src[k.Start:l.equalAt(k.Start)], " ") + "=")
		}
		l.keep(k.Value)
	}}
}

// literal lays out a constant; adjacent strings become one where that fits, else a line each.
func (l *layouter) literal(e python.Expr) {
	parts := l.stringParts(e)
	if len(parts) == 1 {
		l.text(parts[0])
		return
	}
	l.softGroup(func() {
		flat, ok := joinStrings(parts)
		if !ok {
			l.apart(parts, e)
			return
		}
		l.joined = true
		l.begin(layoutIfFlat, 0)
		l.text(flat)
		l.end()
		l.begin(layoutIfBroken, 0)
		l.stringLines(parts)
		l.end()
	})
}

// apart lays out adjacent strings that never become one: they stay on lines of their own if that is how they stand.
func (l *layouter) apart(parts []string, e python.Expr) {
	if !slices.ContainsFunc(parts, func(p string) bool { return strings.ContainsAny(p[:strings.IndexAny(p, `"'`)], "rR") }) {
		l.failed = true // ruff may rewrite their quotes and join them
	}
	span := e.Span()
	gaps := l.src[span.Start:span.End]
	for _, part := range parts {
		gaps = strings.Replace(gaps, part, "", 1)
	}
	if strings.Contains(gaps, "\n") {
		l.expandParents()
	}
	l.stringLines(parts)
}

func (l *layouter) stringLines(parts []string) {
	for i, part := range parts {
		if i > 0 {
			l.softSpace()
		}
		l.text(part)
	}
}

// joinStrings is adjacent strings as one, where all have double quotes and only f or nothing before them.
func joinStrings(parts []string) (string, bool) {
	format := slices.ContainsFunc(parts, func(p string) bool { return p[0] == 'f' })
	var b strings.Builder
	if format {
		b.WriteByte('f')
	}
	b.WriteByte('"')
	for _, p := range parts {
		body := strings.TrimPrefix(p, "f")
		if len(body) < 2 || body[0] != '"' || strings.HasPrefix(body, `"""`) {
			return "", false
		}
		text := body[1 : len(body)-1]
		if format && p[0] != 'f' {
			text = strings.NewReplacer("{", "{{", "}", "}}").Replace(text)
		}
		b.WriteString(text)
	}
	b.WriteByte('"')
	return b.String(), true
}
