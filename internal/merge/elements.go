package merge

import (
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// bracketed is code cut at one pair of brackets: what stands before and behind, and the elements between, with the
// layout of the pair.
type bracketed struct {
	head, tail part // brackets included
	elements   []unit
	display    bool   // a list or set: elements need no names
	before     string // white space before the first element; elements stand on lines of their own when it breaks the line
	after      string // white space before the closing bracket
	comma      bool   // behind the last element
}

// mergeElements joins changes of both sides to the arguments, parameters or items of one pair of brackets. It merges what
// has names (keywords, parameters, keys) and items of lists; where places count, or a comment stands inside, it does not.
func mergeElements(base, mine, theirs string) (string, bool) {
	b, m, t := cutBrackets(base), cutBrackets(mine), cutBrackets(theirs)
	if len(b) != len(m) || len(b) != len(t) {
		return "", false
	}
	for i := range b {
		head, okHead := choose(b[i].head, m[i].head, t[i].head)
		tail, okTail := choose(b[i].tail, m[i].tail, t[i].tail)
		if !okHead || !okTail || b[i].display != m[i].display || b[i].display != t[i].display {
			continue
		}
		pieces := newBlocks(b[i].elements, m[i].elements, t[i].elements).pieces()
		if conflicting(pieces) {
			continue
		}
		var elements []string
		for _, p := range pieces {
			if p.text != "" {
				elements = append(elements, p.text)
			}
		}
		return head + m[i].laidOut(elements) + tail, true
	}
	return "", false
}

// laidOut writes elements in the layout of the pair.
func (b bracketed) laidOut(elements []string) string {
	if len(elements) == 0 {
		return ""
	}
	separator := ", "
	if strings.Contains(b.before, "\n") {
		separator = "," + b.before
	}
	text := b.before + strings.Join(elements, separator)
	if b.comma {
		text += ","
	}
	return text + b.after
}

// maxPairs bounds how many pairs of brackets one statement is cut at.
const maxPairs = 20

// cutBrackets cuts code at each of its outermost pairs of brackets; nil when it holds a comment or is no code.
func cutBrackets(text string) []bracketed {
	src := diag.NewSource("", text)
	tokens, problems := python.Tokens(src, python.Options{})
	if len(problems) > 0 {
		return nil
	}
	var out []bracketed
	depth, open := 0, 0
	for i, t := range tokens {
		switch t.Kind {
		case python.Comment, python.Error, python.FStringStart, python.TStringStart:
			return nil
		case python.LParen, python.LBracket, python.LBrace:
			if depth == 0 {
				open = i
			}
			depth++
		case python.RParen, python.RBracket, python.RBrace:
			if depth--; depth == 0 {
				if len(out) == maxPairs {
					return nil
				}
				out = append(out, cutPair(src.Text, tokens, open, i))
			}
		}
	}
	return out
}

// cutPair cuts at the brackets that are the tokens open and closing.
func cutPair(text string, tokens []python.Token, open, closing int) bracketed {
	start, end := int(tokens[open].End), int(tokens[closing].Start)
	b := bracketed{
		head:    part{text: text[:start], norm: plainTokens(text, tokens[:open+1])},
		tail:    part{text: text[end:], norm: plainTokens(text, tokens[closing:])},
		display: tokens[open].Kind == python.LBracket && (open == 0 || opensDisplay(tokens[open-1].Kind)),
	}
	inside := text[start:end]
	b.before = inside[:len(inside)-len(strings.TrimLeft(inside, " \t\r\n"))]
	b.after = inside[len(strings.TrimRight(inside, " \t\r\n")):]
	if strings.TrimSpace(inside) == "" {
		b.before, b.after = "", inside
		return b
	}
	depth, from := 0, open+1
	for i := open + 1; i <= closing; i++ {
		switch k := tokens[i].Kind; {
		case k == python.LParen || k == python.LBracket || k == python.LBrace:
			depth++
		case i < closing && (k == python.RParen || k == python.RBracket || k == python.RBrace):
			depth--
		case i == closing || k == python.Comma && depth == 0:
			if u, ok := element(text, tokens[from:i], b.display); ok {
				b.elements = append(b.elements, u)
			} else if i == closing {
				b.comma = len(b.elements) > 0
			}
			from = i + 1
		}
	}
	number(b.elements)
	return b
}

// opensDisplay reports whether a bracket behind a token of the kind opens a display, not a subscript or call.
func opensDisplay(k python.Kind) bool {
	return k >= python.LParen && k != python.RParen && k != python.RBracket && k != python.RBrace
}

// element is the unit of the tokens between two commas; false when there are none.
func element(text string, tokens []python.Token, display bool) (unit, bool) {
	code := make([]python.Token, 0, len(tokens))
	for _, t := range tokens {
		if t.Kind != python.NL {
			code = append(code, t)
		}
	}
	if len(code) == 0 {
		return unit{}, false
	}
	u := unit{text: text[code[0].Start:code[len(code)-1].End], norm: plainTokens(text, code), form: "element"}
	first := text[code[0].Start:code[0].End]
	named := len(code) > 1 && (code[1].Kind == python.Equal || code[1].Kind == python.Colon)
	switch {
	case named && (code[0].Kind == python.Identifier || code[0].Kind == python.String):
		u.key = "name " + strings.Trim(first, `"'`)
	case display:
		u.key = "name item " + u.norm
	}
	return u, true
}

// plainTokens is code without layout.
func plainTokens(text string, tokens []python.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		switch t.Kind {
		case python.NL, python.Newline, python.Indent, python.Dedent, python.EndMarker:
		default:
			word := text[t.Start:t.End]
			if body, ok := strings.CutPrefix(word, "'"); ok && t.Kind == python.String && !strings.ContainsAny(body[:len(body)-1], "'\"") {
				word = `"` + body[:len(body)-1] + `"`
			}
			b.WriteString(word + " ")
		}
	}
	return b.String()
}
