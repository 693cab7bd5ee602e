package python

import "unicode"

// idStart reports whether a character over 0x7f may begin a name: XID_Start of Unicode, which CPython uses.
func idStart(r rune, v Version) bool {
	if newIdeograph(r) {
		return v >= Py313
	}
	if !unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) {
		return false
	}
	return !xidException(r) && r != 0x0e33 && r != 0x0eb3 && r != 0xff9e && r != 0xff9f && r != 0x2e2f
}

// idContinue reports whether a character over 0x7f may continue a name: XID_Continue of Unicode.
func idContinue(r rune, v Version) bool {
	if newIdeograph(r) || r == 0x200c || r == 0x200d || r == 0x30fb || r == 0xff65 {
		return v >= Py313
	}
	if !unicode.In(r, unicode.L, unicode.Nl, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc,
		unicode.Other_ID_Start, unicode.Other_ID_Continue) {
		return false
	}
	return !xidException(r) && r != 0x2e2f
}

// xidException holds the characters whose NFKC form is no name although they are letters.
func xidException(r rune) bool {
	switch {
	case r == 0x037a, r == 0x309b, r == 0x309c, r >= 0xfc5e && r <= 0xfc63, r == 0xfdfa, r == 0xfdfb:
		return true
	case r >= 0xfe70 && r <= 0xfe7e:
		return r%2 == 0
	}
	return false
}

// newIdeograph reports whether Unicode 15.1, the first of CPython 3.13, brought the letter; Go still knows 15.0.
func newIdeograph(r rune) bool { return r >= 0x2ebf0 && r <= 0x2ee5d }
