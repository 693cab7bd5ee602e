package python

import (
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
)

func isString(k Kind) bool { return k == String || k == FStringStart || k == TStringStart }

// strings reads one string, or several that stand side by side and are one.
func (p *parser) strings() Expr {
	if p.kind == String && !isString(p.peek()) {
		return p.plainString()
	}
	start, mark := p.start(), len(p.exprs.items)
	var plain, bytes, formatted, template bool
	for isString(p.kind) {
		switch p.kind {
		case String:
			c := p.plainString()
			bytes = bytes || c.Kind == Bytes
			plain = plain || c.Kind == Str
			p.exprs.push(c)
		case FStringStart:
			formatted = true
			p.fstring()
		case TStringStart:
			template = true
			p.fstring()
		}
	}
	span := p.from(start)
	switch {
	case bytes && (plain || formatted || template):
		p.fail(span.Span(), "cannot mix bytes and nonbytes literals", "give all of them the prefix b, or none")
	case template && (plain || formatted):
		p.fail(span.Span(), "cannot mix t-string literals with string or f-string literals", "give all of them the prefix t")
	}
	p.foldConstants(mark, formatted || template)
	if !formatted && !template {
		e := p.exprs.items[mark].(*Constant)
		p.exprs.items = p.exprs.items[:mark]
		e.Extent = span
		return e
	}
	values := p.exprs.take(mark)
	if template {
		return &TemplateStr{Extent: span, Values: values}
	}
	return &JoinedStr{Extent: span, Values: values}
}

// foldConstants makes neighbouring constants of the stack one; inside f-strings empty ones go.
func (p *parser) foldConstants(mark int, formatted bool) {
	items := p.exprs.items[mark:]
	kept := items[:0]
	for i := 0; i < len(items); {
		first, ok := items[i].(*Constant)
		if !ok {
			kept = append(kept, items[i])
			i++
			continue
		}
		j := i + 1
		for j < len(items) && isConstant(items[j]) {
			j++
		}
		if j > i+1 {
			first = joined(items[i:j])
		}
		if !formatted || first.Text != "" {
			kept = append(kept, first)
		}
		i = j
	}
	p.exprs.items = p.exprs.items[:mark+len(kept)]
}

func isConstant(e Expr) bool {
	_, ok := e.(*Constant)
	return ok
}

// joined is one constant for several: of the kind of the first, from its start to the end of the last.
func joined(parts []Expr) *Constant {
	var text strings.Builder
	for _, part := range parts {
		text.WriteString(part.(*Constant).Text)
	}
	out := *parts[0].(*Constant)
	out.Text = text.String()
	out.End = parts[len(parts)-1].(*Constant).End
	return &out
}

// plainString reads a string or bytes literal.
func (p *parser) plainString() *Constant {
	t := p.toks[p.i]
	kind := Str
	if t.flags&flagBytes != 0 {
		kind = Bytes
	}
	from, quotes := t.Start, int32(1)
	for class(p.text[from]) != classQuote {
		from++
	}
	if t.flags&flagTriple != 0 {
		quotes = 3
	}
	from += quotes
	value, at, err := p.decoder.literal(p.text[from:t.End-quotes], t.flags)
	if err != nil {
		p.fail(diag.Span{Start: int(from) + at, End: int(t.End)}, err.Error(), "double the backslash, or use a raw string")
	}
	n := p.constants.new()
	*n = Constant{Extent: Extent{Start: t.Start, End: t.End}, Kind: kind, Text: value, U: t.flags&flagU != 0}
	if !p.failed {
		p.next()
	}
	return n
}

// fstring reads one f-string or t-string and leaves its parts on the stack.
func (p *parser) fstring() {
	opening := p.toks[p.i]
	if !p.enter() {
		return
	}
	defer p.leave()
	p.next()
	for {
		switch p.kind {
		case opening.Kind + 1:
			p.middle(opening.flags & flagRaw)
		case LBrace:
			p.field(opening, opening.Kind == TStringStart)
		case opening.Kind + 2:
			p.next()
			return
		default:
			p.unexpected("f-string: expecting '}' or the end of the string")
			return
		}
	}
}

// middle reads literal text of an f-string.
func (p *parser) middle(raw uint8) {
	t := p.toks[p.i]
	value, at, err := p.decoder.formatted(p.word(t), t.flags|raw)
	if err != nil {
		p.fail(diag.Span{Start: int(t.Start) + at, End: int(t.End)}, err.Error(), "double the backslash, or use a raw string")
		return
	}
	p.literalText(t.Start, t.End, value)
	p.next()
}

// literalText pushes a constant that is part of an f-string.
func (p *parser) literalText(start, end int32, value string) {
	n := p.constants.new()
	*n = Constant{Extent: Extent{Start: start, End: end}, Kind: Str, Text: value}
	p.exprs.push(n)
}

// field reads an interpolation, from brace to brace. Those in the format spec of a t-string are as in f-strings.
func (p *parser) field(opening Token, template bool) {
	start := p.start()
	p.next()
	value := p.fieldValue()
	end := p.end()
	debug := p.accept(Equal)
	if debug {
		p.literalText(start+1, p.start(), p.expressionText(start+1, p.start()))
	}
	conversion := byte(0)
	if p.kind == Exclamation {
		conversion = p.conversion()
	}
	var spec *JoinedStr
	if p.kind == Colon {
		spec = p.formatSpec(opening)
	}
	if debug && conversion == 0 && spec == nil {
		conversion = 'r'
	}
	p.expect(RBrace)
	if template {
		p.exprs.push(&Interpolation{
			Extent: p.from(start), Value: value, Text: p.text[start+1 : end], Conversion: conversion, FormatSpec: spec,
		})
		return
	}
	p.exprs.push(&FormattedValue{Extent: p.from(start), Value: value, Conversion: conversion, FormatSpec: spec})
}

// fieldValue reads the expression of a field. Before 3.12 it stood in brackets of its own.
func (p *parser) fieldValue() Expr {
	start := p.start()
	if p.kind == RBrace || p.kind == Exclamation || p.kind == Colon || p.kind == Equal {
		p.unexpected("f-string: valid expression required")
	}
	e := p.rightSide()
	if p.version >= Py312 {
		return e
	}
	if p.startsComprehension() {
		n := &GeneratorExp{Elt: e, Generators: p.comprehensions()}
		n.Extent = p.from(start)
		return n
	}
	if p.version > Py38 {
		p.noStar(e)
	}
	return e
}

// expressionText is the code that a field with '=' shows: without comments, with LF line ends.
func (p *parser) expressionText(start, end int32) string {
	text := p.text[start:end]
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if strings.IndexByte(text, '#') < 0 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i], _, _ = strings.Cut(line, "#")
	}
	return strings.Join(lines, "\n")
}

// conversion reads !s, !r or !a.
func (p *parser) conversion() byte {
	p.next()
	t := p.toks[p.i]
	word := p.word(t)
	if p.kind != Identifier || word != "s" && word != "r" && word != "a" {
		p.unexpected("f-string: invalid conversion character, expected 's', 'r' or 'a'")
		return 0
	}
	if t.Start != p.end() {
		p.unexpected("f-string: conversion type must come right after the exclamation mark")
		return 0
	}
	p.next()
	if p.version < Py312 && p.start() != p.end() {
		p.unexpected("f-string: expecting '}'")
	}
	return word[0]
}

// formatSpec reads ':' and the text and fields up to the brace that closes the field.
func (p *parser) formatSpec(opening Token) *JoinedStr {
	start, mark := p.start(), len(p.exprs.items)
	p.next()
	for p.kind == opening.Kind+1 || p.kind == LBrace {
		if p.kind == LBrace {
			p.field(opening, false)
		} else {
			p.middle(0)
		}
	}
	span := p.from(start)
	p.foldConstants(mark, true)
	return &JoinedStr{Extent: span, Values: p.exprs.take(mark)}
}
