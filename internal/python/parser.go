package python

import (
	"golang.org/x/text/unicode/norm"

	"github.com/streamlift/streamlift/internal/diag"
)

// File is a source that was read.
type File struct {
	Source   *diag.Source
	Module   *Module     // all statements that could be read; spans the whole text
	Comments []diag.Span // in order, from # to the line end
	Broken   []diag.Span // whole lines that are not in the tree, in order
	Problems diag.List   // empty exactly when CPython's ast.parse accepts the text
}

// Parse reads a text. It gives a tree whatever the text holds: lines that cannot be read are reported in Problems,
// listed in Broken and left out.
func Parse(src *diag.Source, opts Options) *File {
	l := newLexer(src, opts)
	l.run()
	p := &parser{source: src, text: l.text, version: l.version, toks: l.tokens, problems: l.problems}
	p.kind = p.toks[0].Kind
	f := &File{Source: src, Module: &Module{Extent: Extent{End: int32(len(src.Text))}}}
	p.statements()
	f.Module.Body = p.stmts.take(0)
	f.Broken = p.broken
	f.Problems = list(src, p.problems)
	for _, c := range l.comments {
		f.Comments = append(f.Comments, c.Span())
	}
	return f
}

// Limits on what CPython's own stack rejects: recursion of rules, and links of a chain like a.b.c or 1 + 2 + 3
// beyond the first hundred.
const (
	maxDepth      = 1500
	freeLinks     = 100
	maxExtraLinks = 10000
)

// parser reads tokens. After fail, toks is stop, on which every rule ends at once without a check of its own;
// the statement that failed is then dropped by recover.
type parser struct {
	source   *diag.Source
	text     string
	version  Version
	toks     []Token
	i        int
	kind     Kind // of toks[i]
	depth    int
	tall     int // links beyond freeLinks of the chains on the deepest path of what was just read
	failed   bool
	failedAt int
	kept     []Token
	stop     [8]Token
	nowhere  Name // stands in for what could not be read
	problems []problem
	broken   []diag.Span
	decoder  decoder
	nodes
}

// nodes are the slabs of the frequent types and the stacks of open lists.
type nodes struct {
	names      slab[Name]
	attributes slab[Attribute]
	calls      slab[Call]
	constants  slab[Constant]
	assigns    slab[Assign]
	exprStmts  slab[ExprStmt]
	subscripts slab[Subscript]
	keywordsOf slab[Keyword]
	argsOf     slab[Arg]
	binOps     slab[BinOp]
	compares   slab[Compare]
	tuples     slab[Tuple]
	arguments  slab[Arguments]
	functions  slab[FunctionDef]
	ifs        slab[If]
	returns    slab[Return]

	exprs      stack[Expr]
	stmts      stack[Stmt]
	keywords   stack[*Keyword]
	args       stack[*Arg]
	aliases    stack[*Alias]
	generators stack[*Comprehension]
	operators  stack[CompareOperator]
	patterns   stack[Pattern]
	words      stack[string]
}

// next moves to the next token.
func (p *parser) next() {
	p.i++
	p.kind = p.toks[p.i].Kind
}

// peek is the kind of the token behind the current one.
func (p *parser) peek() Kind { return p.toks[min(p.i+1, len(p.toks)-1)].Kind }

// start is where the current token begins.
func (p *parser) start() int32 { return p.toks[p.i].Start }

// end is where the token before the current one ends.
func (p *parser) end() int32 { return p.toks[p.i-1].End }

// from is the extent from start to the end of the last token.
func (p *parser) from(start int32) Extent { return Extent{Start: start, End: p.toks[p.i-1].End} }

// compound is the extent of a compound statement, which ends where its last line's code does.
func (p *parser) compound(start int32) Extent {
	i := p.i - 1
	for i > 0 && (p.toks[i].Kind == Newline || p.toks[i].Kind == Indent || p.toks[i].Kind == Dedent) {
		i--
	}
	return Extent{Start: start, End: max(start, p.toks[i].End)}
}

// accept moves on when the current token is of a kind.
func (p *parser) accept(kind Kind) bool {
	if p.kind != kind {
		return false
	}
	p.next()
	return true
}

// expect moves on over a token of a kind, or fails.
func (p *parser) expect(kind Kind) {
	if p.kind == kind {
		p.next()
		return
	}
	p.unexpected("expected " + kind.String())
}

// word is the text of a token.
func (p *parser) word(t Token) string { return p.text[t.Start:t.End] }

// is reports whether the current token is the soft keyword.
func (p *parser) is(word string) bool { return p.kind == Identifier && p.word(p.toks[p.i]) == word }

// identifier reads a name: NFKC-folded.
func (p *parser) identifier() string {
	if p.kind != Identifier {
		p.unexpected("expected a name")
		return ""
	}
	name := p.fold(p.toks[p.i])
	p.next()
	return name
}

// fold is the identifier that a name token means.
func (p *parser) fold(t Token) string {
	if t.flags&flagNonASCII != 0 {
		return norm.NFKC.String(p.word(t))
	}
	return p.word(t)
}

// unexpected fails at the current token; text that is no token was reported by the lexer.
func (p *parser) unexpected(message string) {
	if p.failed {
		return
	}
	t := p.toks[p.i]
	if t.Kind == Error {
		p.fail(t.Span(), "", "")
		return
	}
	hint := p.hint()
	if hint.message != "" {
		message = hint.message
	} else {
		message += ", found " + t.Kind.String()
	}
	p.fail(t.Span(), message, hint.advice)
}

// fail reports a syntax error, silently when message is empty, and makes every rule end.
func (p *parser) fail(span diag.Span, message, advice string) {
	if p.failed {
		return
	}
	p.note(span, message, advice)
	p.failed, p.failedAt, p.kept = true, p.i, p.toks
	at := p.toks[p.i].Start
	for i := range p.stop {
		p.stop[i] = Token{Kind: EndMarker, Start: at, End: at}
	}
	p.toks, p.i, p.kind = p.stop[:], 1, EndMarker
}

// note reports a syntax error and goes on.
func (p *parser) note(span diag.Span, message, advice string) {
	if message != "" && len(p.problems) < maxProblems {
		p.problems = append(p.problems, problem{span, message, advice})
	}
	if message == "" && len(p.problems) == 0 {
		p.problems = append(p.problems, problem{span, "invalid syntax", ""})
	}
}

// since fails when the grammar is older than v.
func (p *parser) since(v Version, start int32, what string) {
	if p.version < v {
		p.fail(p.from(start).Span(), what+" needs python "+v.String(), "")
	}
}

// enter counts one level of recursion and reports whether it may go on; leave takes it back.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > maxDepth {
		p.fail(p.toks[p.i].Span(), "too deeply nested", "give inner parts names of their own")
		return false
	}
	return true
}

func (p *parser) leave() { p.depth-- }

// link counts the nth link of a chain, which makes the tree one deeper.
func (p *parser) link(n int) {
	if n > freeLinks {
		if p.tall++; p.tall > maxExtraLinks {
			p.fail(p.toks[p.i].Span(), "the expression is too long", "give parts names of their own")
		}
	}
}
