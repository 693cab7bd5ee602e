package python

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/runenames"
)

// charnames finds characters by the names of \N{...}. Most files that have any have a few: those are searched for; for
// more an index is made.
type charnames struct {
	index    map[string]rune
	searched int
}

// fewNames is how many names are searched for before the index is made: it costs as much as some searches, and 2 MB.
const fewNames = 4

// find looks a name up, ignoring case as CPython does.
func (c *charnames) find(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if code, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		r, err := strconv.ParseUint(code, 16, 32)
		return rune(r), err == nil && len(code) >= 4 && isIdeograph(rune(r))
	}
	if letters, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		return syllable(letters)
	}
	if c.index == nil && c.searched < fewNames {
		c.searched++
		return search(name)
	}
	if c.index == nil {
		c.build()
	}
	r, ok := c.index[name]
	return r, ok
}

// search looks at one character after the other.
func search(name string) (out rune, found bool) {
	eachName(func(have string, r rune) bool {
		if have == name {
			out, found = r, true
		}
		return !found
	})
	return out, found
}

// isIdeograph reports whether Unicode names the character by its code.
func isIdeograph(r rune) bool {
	return strings.HasPrefix(runenames.Name(r), "<CJK Ideograph") || newIdeograph(r)
}

// Where characters with names of their own lie; all others are ideographs, private or unassigned.
const (
	lastNamed     = 0x2fa1d
	firstTag      = 0xe0001
	lastTag       = 0xe01ef
	firstSyllable = 0xac00
	lastSyllable  = 0xd7a3
)

func (c *charnames) build() {
	c.index = make(map[string]rune, 1<<16)
	eachName(func(name string, r rune) bool {
		c.index[name] = r
		return true
	})
}

// eachName visits the names of characters, aliases first, until visit says no.
func eachName(visit func(string, rune) bool) {
	for line := range strings.FieldsFuncSeq(characterAliases, func(r rune) bool { return r == ';' || r == '\n' }) {
		name, code, _ := strings.Cut(line, "=")
		if r, err := strconv.ParseUint(code, 16, 32); err == nil && !visit(name, rune(r)) {
			return
		}
	}
	for _, block := range [...][2]rune{{0, firstSyllable - 1}, {lastSyllable + 1, lastNamed}, {firstTag, lastTag}} {
		for r := block[0]; r <= block[1]; r++ {
			if name := runenames.Name(r); name != "" && name[0] != '<' && !visit(name, r) {
				return
			}
		}
	}
}

// syllable finds a Hangul syllable by its letters: lead, vowel and tail, each the longest that fits.
func syllable(letters string) (rune, bool) {
	lead, rest := longest("G,GG,N,D,DD,R,M,B,BB,S,SS,,J,JJ,C,K,T,P,H", letters)
	vowel, rest := longest("A,AE,YA,YAE,EO,E,YEO,YE,O,WA,WAE,OE,YO,U,WEO,WE,WI,YU,EU,YI,I", rest)
	tail, rest := longest(",G,GG,GS,N,NJ,NH,D,L,LG,LM,LB,LS,LT,LP,LH,M,B,BS,S,SS,NG,J,C,K,T,P,H", rest)
	ok := lead >= 0 && vowel >= 0 && tail >= 0 && rest == ""
	return rune(firstSyllable + (lead*21+vowel)*28 + tail), ok
}

// longest is the place in a list of the longest part that text begins with, or -1, and what follows it.
func longest(list, text string) (int, string) {
	best, size := -1, -1
	for i, part := range strings.Split(list, ",") {
		if strings.HasPrefix(text, part) && len(part) > size {
			best, size = i, len(part)
		}
	}
	return best, text[max(size, 0):]
}
