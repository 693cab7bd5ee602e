package python

import "strings"

// importStmt reads import a.b as c, d.
func (p *parser) importStmt(start int32) Stmt {
	p.next()
	mark := len(p.aliases.items)
	for {
		at := p.start()
		name := p.dottedName()
		p.aliases.push(p.alias(at, name))
		if !p.accept(Comma) {
			break
		}
	}
	return &Import{Extent: p.from(start), Names: p.aliases.take(mark)}
}

// alias reads the optional `as name` behind a name.
func (p *parser) alias(start int32, name string) *Alias {
	as := ""
	if p.accept(KwAs) {
		as = p.identifier()
	}
	return &Alias{Extent: p.from(start), Name: name, AsName: as}
}

// dottedName reads a.b.c; white space between the parts is not part of the name.
func (p *parser) dottedName() string {
	first, start := p.i, p.start()
	plain := p.toks[first].flags == 0
	name := p.identifier()
	for p.kind == Dot {
		plain = plain && p.start() == p.end()
		p.next()
		plain = plain && p.start() == p.end() && p.toks[p.i].flags == 0
		name = p.identifier()
	}
	if p.failed || p.i == first+1 {
		return name
	}
	if plain {
		return p.text[start:p.end()]
	}
	parts := []string{}
	for i := first; i < p.i; i += 2 {
		parts = append(parts, p.fold(p.toks[i]))
	}
	return strings.Join(parts, ".")
}

// importFrom reads from .a import b as c.
func (p *parser) importFrom(start int32) Stmt {
	p.next()
	n := &ImportFrom{}
	for p.kind == Dot || p.kind == Ellipsis {
		n.Level++
		if p.kind == Ellipsis {
			n.Level += 2
		}
		p.next()
	}
	if n.Level == 0 || p.kind != KwImport {
		n.Module = p.dottedName()
	}
	p.expect(KwImport)
	n.Names = p.importNames()
	n.Extent = p.from(start)
	return n
}

// importNames reads what stands behind import: *, names, or names in brackets.
func (p *parser) importNames() []*Alias {
	mark := len(p.aliases.items)
	at := p.start()
	if p.accept(Star) {
		p.aliases.push(&Alias{Extent: p.from(at), Name: "*"})
		return p.aliases.take(mark)
	}
	bracketed := p.accept(LParen)
	for {
		at := p.start()
		name := p.identifier()
		p.aliases.push(p.alias(at, name))
		if !p.accept(Comma) || bracketed && p.kind == RParen {
			break
		}
	}
	if bracketed {
		p.expect(RParen)
	}
	return p.aliases.take(mark)
}
