package python

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/runenames"
)

// charnames finds characters by the names of \N{...}. The index is made on first use, once a file.
type charnames struct{ index map[string]rune }

// find looks a name up, ignoring case as CPython does.
func (c *charnames) find(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if code, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		r, err := strconv.ParseUint(code, 16, 32)
		return rune(r), err == nil && len(code) >= 4 && isIdeograph(rune(r))
	}
	if c.index == nil {
		c.build()
	}
	r, ok := c.index[name]
	return r, ok
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
	add := func(from, to rune) {
		for r := from; r <= to; r++ {
			if name := runenames.Name(r); name != "" && name[0] != '<' {
				c.index[name] = r
			}
		}
	}
	add(0, firstSyllable-1)
	add(lastSyllable+1, lastNamed)
	add(firstTag, lastTag)
	for r := rune(firstSyllable); r <= lastSyllable; r++ {
		c.index["HANGUL SYLLABLE "+syllable(r)] = r
	}
	for _, line := range strings.FieldsFunc(characterAliases, func(r rune) bool { return r == ';' || r == '\n' }) {
		name, code, _ := strings.Cut(line, "=")
		r, _ := strconv.ParseUint(code, 16, 32)
		c.index[name] = rune(r)
	}
}

// syllable spells a Hangul syllable by its letters, as Unicode 3.12 does.
func syllable(r rune) string {
	leads := strings.Split("G,GG,N,D,DD,R,M,B,BB,S,SS,,J,JJ,C,K,T,P,H", ",")
	vowels := strings.Split("A,AE,YA,YAE,EO,E,YEO,YE,O,WA,WAE,OE,YO,U,WEO,WE,WI,YU,EU,YI,I", ",")
	tails := strings.Split(",G,GG,GS,N,NJ,NH,D,L,LG,LM,LB,LS,LT,LP,LH,M,B,BS,S,SS,NG,J,C,K,T,P,H", ",")
	i := int(r - firstSyllable)
	return leads[i/588] + vowels[i%588/28] + tails[i%28]
}
