package python

// single is the operator of one byte.
func single(c byte) Kind {
	// A flat table: one case an operator.
	switch c {
	case ',':
		return Comma
	case ':':
		return Colon
	case ';':
		return Semicolon
	case '=':
		return Equal
	case '!':
		return Exclamation
	case '<':
		return Less
	case '>':
		return Greater
	case '+':
		return Plus
	case '-':
		return Minus
	case '*':
		return Star
	case '/':
		return Slash
	case '%':
		return Percent
	case '@':
		return At
	case '&':
		return Amper
	case '|':
		return Bar
	case '^':
		return Caret
	case '~':
		return Tilde
	}
	return Error
}

// withEqual is the operator of c and '='.
func withEqual(c byte) Kind {
	// A flat table: one case an operator.
	switch c {
	case ':':
		return ColonEqual
	case '=':
		return EqEqual
	case '!':
		return NotEqual
	case '<':
		return LessEqual
	case '>':
		return GreaterEqual
	case '+':
		return PlusEqual
	case '-':
		return MinusEqual
	case '*':
		return StarEqual
	case '/':
		return SlashEqual
	case '%':
		return PercentEqual
	case '@':
		return AtEqual
	case '&':
		return AmperEqual
	case '|':
		return BarEqual
	case '^':
		return CaretEqual
	}
	return Error
}
