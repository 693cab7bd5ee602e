package merge

// triple is one unit in three versions; nil where a version lacks it.
type triple struct{ base, mine, theirs *unit }

// pieces merges the versions of one unit. Nothing comes out when it is deleted.
func (t triple) pieces() []piece {
	switch {
	case t.mine == nil && t.theirs == nil:
		return nil
	case t.base == nil && t.mine == nil:
		return plain(t.theirs.whole())
	case t.base == nil && t.theirs == nil:
		return plain(t.mine.whole())
	case t.base == nil && t.mine.same(*t.theirs):
		return plain(t.mine.whole())
	case t.base == nil:
		return []piece{{conflict: true, mine: t.mine.whole(), theirs: t.theirs.whole()}}
	case t.mine == nil:
		return deleted(*t.base, *t.theirs, piece{conflict: true, base: t.base.whole(), theirs: t.theirs.whole()})
	case t.theirs == nil:
		return deleted(*t.base, *t.mine, piece{conflict: true, base: t.base.whole(), mine: t.mine.whole()})
	}
	return append(t.lead(), t.body()...)
}

func plain(text string) []piece { return []piece{{text: text}} }

// deleted is a unit that one side deleted: it goes if the other side left it alone.
func deleted(base, other unit, conflict piece) []piece {
	if base.same(other) {
		return nil
	}
	return []piece{conflict}
}

// part is a text with what it says: equal when it says the same.
type part struct{ text, norm string }

// choose gives the part that has the changes of both sides; ok is false when both say something new. Of parts that say
// the same, mine has the layout, unless only theirs changed it.
func choose(base, mine, theirs part) (string, bool) {
	switch {
	case mine.norm == theirs.norm && mine.text == base.text:
		return theirs.text, true
	case mine.norm == theirs.norm, theirs.norm == base.norm:
		return mine.text, true
	case mine.norm == base.norm:
		return theirs.text, true
	}
	return "", false
}

func (t triple) lead() []piece {
	base, mine, theirs := part{t.base.lead, t.base.leadNorm}, part{t.mine.lead, t.mine.leadNorm}, part{t.theirs.lead, t.theirs.leadNorm}
	if text, ok := choose(base, mine, theirs); ok {
		return plain(text)
	}
	return linePieces(base.text, mine.text, theirs.text)
}

func (t triple) body() []piece {
	base, mine, theirs := part{t.base.text, t.base.norm}, part{t.mine.text, t.mine.norm}, part{t.theirs.text, t.theirs.norm}
	if text, ok := choose(base, mine, theirs); ok {
		return plain(text)
	}
	n := len(t.base.clauses)
	if n == 0 || len(t.mine.clauses) != n || len(t.theirs.clauses) != n {
		return codePieces(base.text, mine.text, theirs.text)
	}
	var out []piece
	for i := range n {
		b, m, th := t.base.clauses[i], t.mine.clauses[i], t.theirs.clauses[i]
		if text, ok := choose(part{b.header, b.norm}, part{m.header, m.norm}, part{th.header, th.norm}); ok {
			out = append(out, piece{text: text})
		} else {
			out = append(out, codePieces(b.header, m.header, th.header)...)
		}
		out = append(out, newBlocks(b.members, m.members, th.members).pieces()...)
	}
	return out
}

// importPieces merges a run of imports, given the names that the rest of the block uses.
func (t triple) importPieces(used map[string]bool) []piece {
	or := func(u *unit) unit {
		if u == nil {
			return unit{}
		}
		return *u
	}
	runs := importRuns{base: or(t.base), mine: or(t.mine), theirs: or(t.theirs)}
	text, ok := runs.merge(used)
	if !ok {
		return []piece{{conflict: true, mine: runs.mine.whole(), base: runs.base.whole(), theirs: runs.theirs.whole()}}
	}
	lead, ok := choose(part{runs.base.lead, runs.base.leadNorm}, part{runs.mine.lead, runs.mine.leadNorm}, part{runs.theirs.lead, runs.theirs.leadNorm})
	if !ok {
		return append(linePieces(runs.base.lead, runs.mine.lead, runs.theirs.lead), piece{text: text})
	}
	if text == "" {
		return plain("")
	}
	return plain(lead + text)
}

// codePieces merges code that both sides changed: by line, else by what stands in its brackets.
func codePieces(base, mine, theirs string) []piece {
	pieces := linePieces(base, mine, theirs)
	if conflicting(pieces) {
		if text, ok := mergeElements(base, mine, theirs); ok {
			return plain(text)
		}
	}
	return pieces
}
