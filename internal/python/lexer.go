package python

import (
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
)

// CPython's own limits: a file beyond them is rejected there too.
const (
	maxBrackets = 200
	maxIndents  = 100
	maxFStrings = 149
	maxProblems = 100
)

// Tokens splits a text into all its tokens, comments and blank lines included, in order and without overlap;
// what lies between two tokens is white space, a backslash at a line end, or inside f-strings the second of
// two closing braces. The list always ends in EndMarker, whatever the text holds; diagnostics are errors.
func Tokens(src *diag.Source, opts Options) ([]Token, diag.List) {
	l := newLexer(src, opts)
	l.trivia = true
	l.run()
	return l.tokens, list(src, l.problems)
}

// problem is a diagnostic before anybody asks to see it.
type problem struct {
	span            diag.Span
	message, advice string
}

// list turns problems into diagnostics.
func list(src *diag.Source, problems []problem) diag.List {
	var out diag.List
	for _, p := range problems {
		out = append(out, diag.At(src, p.span, p.message, p.advice))
	}
	return out.Sorted()
}

// bracket is an open bracket; a field is the brace that opens an f-string's interpolation.
type bracket struct {
	open  int32
	char  byte
	field bool
}

// indent is one level of indentation, with tabs counted as up to 8 columns and as 1.
type indent struct{ column, tabbed int }

// lexer walks the text once. text is src.Text, cut short while the inside of an old f-string is read.
type lexer struct {
	text     string
	pos      int
	version  Version
	trivia   bool // keep NL and Comment among tokens; else comments go to comments
	ascii    bool // no byte over 0x7f
	begun    bool // the logical line has a token
	fresh    bool // the physical line has no token yet
	limited  bool // inside an f-string of before 3.12
	tokens   []Token
	comments []Token
	brackets []bracket
	indents  []indent
	fdepth   int // nested f-strings around pos
	fbase    int // open brackets at the outermost of them
	problems []problem

	strangeEnd int // where the last run of letters ends that held a character of no name
}

// newLexer estimates the number of tokens so that most files need one allocation for them.
func newLexer(src *diag.Source, opts Options) *lexer {
	return &lexer{
		text: src.Text, version: opts.Version.known(), tokens: make([]Token, 0, len(src.Text)/5+16),
		indents: make([]indent, 1, 8),
	}
}

// run fills tokens.
func (l *lexer) run() {
	if len(l.text) > 1<<31-2 {
		l.problem(0, 0, "the file is over 2 GB", "split it")
		l.text = ""
	}
	if i := strings.IndexByte(l.text, 0); i >= 0 {
		l.problem(i, i+1, "source code cannot contain null bytes", "remove them")
	}
	for l.pos < len(l.text) {
		if !l.begun && len(l.brackets) == 0 && !l.indentation() {
			continue
		}
		for l.pos < len(l.text) {
			l.token()
			if !l.begun && len(l.brackets) == 0 {
				break
			}
		}
	}
	l.finish()
}

// finish closes what the end of the text leaves open.
func (l *lexer) finish() {
	end := len(l.text)
	if len(l.brackets) > 0 {
		l.unclosed(end)
	} else if l.begun {
		l.emit(Newline, end, end)
	}
	for range l.indents[1:] {
		l.emit(Dedent, end, end)
	}
	l.emit(EndMarker, end, end)
}

func (l *lexer) emit(kind Kind, start, end int) {
	l.tokens = append(l.tokens, Token{Kind: kind, Start: int32(start), End: int32(end)})
}

// problem notes a diagnostic; past maxProblems nobody reads them.
func (l *lexer) problem(start, end int, message, advice string) {
	if len(l.problems) < maxProblems {
		l.problems = append(l.problems, problem{diag.Span{Start: start, End: end}, message, advice})
	}
}

// fail notes a diagnostic and leaves a token that no grammar rule accepts.
func (l *lexer) fail(start, end int, message, advice string) {
	l.problem(start, end, message, advice)
	l.damaged(start, end)
}

// damaged leaves an error token, which begins behind what is a token already: the start of an f-string.
func (l *lexer) damaged(start, end int) {
	if n := len(l.tokens); n > 0 {
		start = max(start, int(l.tokens[n-1].End))
	}
	l.emit(Error, start, max(start, end))
	l.begun = true
}

// at is the byte at offset i, or 0 behind the end.
func (l *lexer) at(i int) byte {
	if i < len(l.text) {
		return l.text[i]
	}
	return 0
}

// lineEnd is the offset behind the line end that begins at i.
func (l *lexer) lineEnd(i int) int {
	if l.text[i] == '\r' && l.at(i+1) == '\n' {
		return i + 2
	}
	return i + 1
}

// token reads the next token of a logical line, or skips the white space before it.
func (l *lexer) token() {
	c := l.text[l.pos]
	switch class(c) {
	case classSpace:
		l.pos++
	case className:
		l.name()
	case classDigit:
		l.number()
	case classQuote:
		l.fresh = false
		l.str(l.pos, l.pos)
	case classBracket:
		l.bracket(c)
	case classOperator:
		l.operator(c)
	case classNewline:
		l.newline()
	case classHash:
		l.comment()
	case classBackslash:
		l.continuation()
	default:
		l.strange(l.pos)
	}
}

// newline ends the logical line, or inside brackets only the physical one.
func (l *lexer) newline() {
	start := l.pos
	l.pos = l.lineEnd(start)
	l.fresh = true
	if len(l.brackets) == 0 && l.begun {
		l.emit(Newline, start, l.pos)
		l.begun = false
	} else if l.trivia {
		l.emit(NL, start, l.pos)
	}
}

// comment reads up to the line end.
func (l *lexer) comment() {
	start := l.pos
	for l.pos < len(l.text) && l.text[l.pos] != '\n' && l.text[l.pos] != '\r' {
		l.pos++
	}
	if l.limited {
		l.fail(start, l.pos, "f-string expression part cannot include '#'", "use python 3.12 or a variable")
		return
	}
	t := Token{Kind: Comment, Start: int32(start), End: int32(l.pos)}
	if l.trivia {
		l.tokens = append(l.tokens, t)
	} else {
		l.comments = append(l.comments, t)
	}
}

// continuation skips a backslash with its line end.
func (l *lexer) continuation() {
	start := l.pos
	l.pos++
	switch c := l.at(l.pos); {
	case l.pos >= len(l.text):
		l.fail(start, l.pos, "unexpected end of file behind a backslash", "remove the backslash")
	case c == '\n' || c == '\r':
		l.pos = l.lineEnd(l.pos)
		if l.pos >= len(l.text) {
			l.fail(start, start+1, "unexpected end of file behind a backslash", "remove the backslash")
		}
	default:
		l.fail(start, l.pos, "unexpected character after line continuation character", "end the line behind the backslash")
	}
}
