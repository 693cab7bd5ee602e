package python

// advised is a message that knows better than "invalid syntax".
type advised struct{ message, advice string }

// hint looks at the tokens around a syntax error for what people write by habit, above all Python 2.
func (p *parser) hint() advised {
	if p.i == 0 {
		return advised{}
	}
	before, here := p.toks[p.i-1], p.toks[p.i]
	operand := here.Kind == Identifier || here.Kind == String || here.Kind == Number || here.Kind == FStringStart
	switch word := p.word(before); {
	case before.Kind == Identifier && word == "print" && operand:
		return advised{"missing parentheses in call to 'print'; this is python 2", "write print(...)"}
	case before.Kind == Identifier && word == "exec" && operand:
		return advised{"missing parentheses in call to 'exec'; this is python 2", "write exec(...)"}
	case before.Kind == Identifier && here.Kind == String && (word == "ur" || word == "UR" || word == "Ur"):
		return advised{"the string prefix 'ur' is python 2", "write r"}
	case here.Kind == Comma && p.raising():
		return advised{"'raise E, value' is python 2", "write raise E(value)"}
	case here.Kind == Equal:
		return advised{"invalid syntax: '=' cannot stand here", "write '==' to compare or ':=' to name a value"}
	}
	return advised{}
}

// raising reports whether the line of the current token begins with raise.
func (p *parser) raising() bool {
	for i := p.i - 1; i >= 0 && p.i-i < 64; i-- {
		switch p.toks[i].Kind {
		case KwRaise:
			return true
		case Newline, Semicolon, Indent, Dedent, Colon:
			return false
		}
	}
	return false
}
