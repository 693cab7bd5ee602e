package python

import "github.com/streamlift/streamlift/internal/diag"

// Kind says what a token is.
type Kind uint8

// The kinds of tokens. Names of operators are those of CPython's token module. Soft keywords (match, case, type, _)
// are names.
const (
	EndMarker Kind = iota // the end of the text, zero wide
	Newline               // ends a logical line; zero wide where the text lacks a final line end
	NL                    // a line end that ends nothing: blank line, comment line, inside brackets
	Comment               // from # to the line end
	Indent                // the white space that opens a block
	Dedent                // zero wide, before the first token behind the block
	Error                 // text that is no token; a diagnostic says why
	Identifier
	Number
	String        // a string or bytes literal without interpolation, prefix and quotes included
	FStringStart  // prefix and quotes
	FStringMiddle // literal text, escapes and doubled braces as written; never empty
	FStringEnd    // quotes
	TStringStart
	TStringMiddle
	TStringEnd
	LParen           // (
	RParen           // )
	LBracket         // [
	RBracket         // ]
	LBrace           // {
	RBrace           // }
	Comma            // ,
	Colon            // :
	Dot              // .
	Ellipsis         // ...
	Semicolon        // ;
	Arrow            // ->
	Exclamation      // !
	Equal            // =
	ColonEqual       // :=
	PlusEqual        // +=
	MinusEqual       // -=
	StarEqual        // *=
	SlashEqual       // /=
	DoubleSlashEqual // //=
	PercentEqual     // %=
	AtEqual          // @=
	AmperEqual       // &=
	BarEqual         // |=
	CaretEqual       // ^=
	LeftShiftEqual   // <<=
	RightShiftEqual  // >>=
	DoubleStarEqual  // **=
	Less             // <
	Greater          // >
	EqEqual          // ==
	NotEqual         // !=
	LessEqual        // <=
	GreaterEqual     // >=
	Bar              // |
	Caret            // ^
	Amper            // &
	LeftShift        // <<
	RightShift       // >>
	Plus             // +
	Minus            // -
	Star             // *
	Slash            // /
	DoubleSlash      // //
	Percent          // %
	At               // @
	Tilde            // ~
	DoubleStar       // **

	KwFalse    // False
	KwNone     // None
	KwTrue     // True
	KwAnd      // and
	KwAs       // as
	KwAssert   // assert
	KwAsync    // async
	KwAwait    // await
	KwBreak    // break
	KwClass    // class
	KwContinue // continue
	KwDef      // def
	KwDel      // del
	KwElif     // elif
	KwElse     // else
	KwExcept   // except
	KwFinally  // finally
	KwFor      // for
	KwFrom     // from
	KwGlobal   // global
	KwIf       // if
	KwImport   // import
	KwIn       // in
	KwIs       // is
	KwLambda   // lambda
	KwNonlocal // nonlocal
	KwNot      // not
	KwOr       // or
	KwPass     // pass
	KwRaise    // raise
	KwReturn   // return
	KwTry      // try
	KwWhile    // while
	KwWith     // with
	KwYield    // yield
)

// Token is one token: text[Start:End].
type Token struct {
	Start, End int32
	Kind       Kind
	flags      uint8
}

// Span is the token's place in the text.
func (t Token) Span() diag.Span { return diag.Span{Start: int(t.Start), End: int(t.End)} }

// Text is the token as written.
func (t Token) Text(src *diag.Source) string { return src.Text[t.Start:t.End] }

// IsKeyword reports whether the kind is a hard keyword.
func (k Kind) IsKeyword() bool { return k >= KwFalse }

// IsOperator reports whether the kind is an operator, a bracket or other punctuation.
func (k Kind) IsOperator() bool { return k >= LParen && k < KwFalse }

// Flags that scanning leaves for the parser, by kind.
const (
	flagNonASCII = 1 << iota // name: fold with NFKC; string: holds bytes over 0x7f
	flagEscape               // string and f-string text: holds a backslash
	flagReturn               // string and f-string text: holds a carriage return
	flagBytes                // string: has the prefix b
	flagRaw                  // string and f-string start: has the prefix r
	flagTriple               // string and f-string start: three quotes
	flagU                    // string: has the prefix u
)

// String is how the kind is written in messages: the operator or keyword itself, or its name.
func (k Kind) String() string {
	// A flat table: one case a kind.
	switch k {
	case EndMarker:
		return "the end of the file"
	case Newline:
		return "the end of the line"
	case NL:
		return "a line end"
	case Comment:
		return "a comment"
	case Indent:
		return "an indented block"
	case Dedent:
		return "the end of the block"
	case Error:
		return "an error"
	case Identifier:
		return "a name"
	case Number:
		return "a number"
	case String:
		return "a string"
	case FStringStart:
		return "an f-string"
	case FStringMiddle:
		return "text of an f-string"
	case FStringEnd:
		return "the end of an f-string"
	case TStringStart:
		return "a t-string"
	case TStringMiddle:
		return "text of a t-string"
	case TStringEnd:
		return "the end of a t-string"
	}
	if k.IsKeyword() {
		return "'" + k.keyword() + "'"
	}
	return "'" + k.operator() + "'"
}
