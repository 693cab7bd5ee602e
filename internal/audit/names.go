package audit

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/streamlift/streamlift/internal/manifest"
)

// maxID leaves room for a number behind a name.
const maxID = 56

// name gives every operation its id. An id depends on the operation alone; only where two would be equal the file, or
// the class, is added to all of them.
func (a *auditor) name(list []*Operation) {
	byID := map[string][]*Operation{}
	for _, op := range list {
		if op.ID == "" && op.From.Function != nil {
			op.ID = identifier(last(*op.From.Function))
		}
		byID[op.ID] = append(byID[op.ID], op)
	}
	for _, same := range byID {
		if len(same) > 1 {
			a.tellApart(same)
			a.tellRegionsApart(same)
		}
	}
	taken := map[string]bool{}
	for _, op := range list {
		base := op.ID[:min(len(op.ID), maxID)]
		if base == "" {
			base = op.Kind
		}
		if !manifest.IsFreeName(base) {
			base += "_" + map[string]string{Query: "data", Computation: "result", Write: "change", File: "file"}[op.Kind]
		}
		op.ID = base
		for n := 2; taken[manifest.NameKey(op.ID)]; n++ {
			op.ID = base + "_" + itoa(n)
		}
		taken[manifest.NameKey(op.ID)] = true
	}
	places := map[string]string{}
	for _, op := range list {
		places[op.From.File+":"+itoa(op.From.Line)] = op.ID
	}
	for _, op := range list {
		for i := range op.Inputs {
			if id := places[op.Inputs[i].Operation]; id != "" {
				op.Inputs[i].Operation = id
			}
		}
	}
}

// tellApart adds the class or the file to equal ids.
func (a *auditor) tellApart(same []*Operation) {
	oneFile := !slices.ContainsFunc(same, func(op *Operation) bool { return op.From.File != same[0].From.File })
	for _, op := range same {
		prefix := strings.TrimSuffix(path.Base(op.From.File), ".py")
		if prefix == "__init__" {
			prefix = path.Base(path.Dir(op.From.File))
		}
		if oneFile {
			prefix = ""
		}
		if op.From.Function != nil {
			if class, _, ok := strings.Cut(*op.From.Function, "."); ok {
				prefix = class
			}
		}
		if prefix = identifier(prefix); prefix != "" && !strings.HasPrefix(op.ID, prefix+"_") {
			op.ID = prefix + "_" + op.ID
		}
	}
}

// tellRegionsApart adds the function around them to equal ids of regions in several functions of a file: numbers would
// change with the order of the functions.
func (a *auditor) tellRegionsApart(same []*Operation) {
	for _, op := range same {
		if op.From.Within == nil || !slices.ContainsFunc(same, func(other *Operation) bool {
			return other.ID == op.ID && (other.From.Within == nil || *other.From.Within != *op.From.Within)
		}) {
			continue
		}
		op.around = sectionOf(last(*op.From.Within))
	}
	for _, op := range same {
		if op.around != "" && !strings.Contains(op.ID, op.around) {
			op.ID += "_" + op.around
		}
	}
}

// sectionOf is the part of a page that a function draws, by its name without the words for drawing.
func sectionOf(function string) string {
	name := identifier(function)
	for _, word := range []string{"render_", "show_", "draw_", "display_", "view_", "vue_", "page_"} {
		name = strings.TrimPrefix(name, word)
	}
	for _, word := range []string{"_page", "_tab", "_section", "_view", "_ui"} {
		name = strings.TrimSuffix(name, word)
	}
	if name == "" {
		return identifier(function)
	}
	return name
}

// identifier makes a name of any text: lower case ASCII words with underscores; empty when nothing is left.
func identifier(text string) string {
	var b strings.Builder
	space, lower := false, false
	for _, r := range norm.NFKD.String(text) {
		spelled := string(r)
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r > unicode.MaxASCII:
			spelled = transliterate(r)
		}
		if spelled == "" || !isWord(spelled) {
			space = b.Len() > 0
			lower = false
			continue
		}
		upper := unicode.IsUpper(r)
		if space || upper && lower {
			b.WriteByte('_')
		}
		if space = false; !unicode.IsDigit(r) { // a digit belongs to the letters before it
			lower = !upper
		}
		b.WriteString(strings.ToLower(spelled))
	}
	out := strings.Trim(b.String(), "_")
	for strings.Contains(out, "__") {
		out = strings.ReplaceAll(out, "__", "_")
	}
	if out != "" && out[0] >= '0' && out[0] <= '9' {
		out = strings.TrimLeft(out, "0123456789_")
	}
	return out
}

func isWord(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// transliterate spells letters of Greek and Cyrillic, and Latin ones that do not fall apart, in ASCII.
func transliterate(r rune) string {
	table := map[rune]string{
		'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ı': "i", 'þ': "th",
		'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m",
		'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh",
		'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'є': "ye",
		'α': "a", 'β': "b", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
		'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
	}
	return table[unicode.ToLower(r)]
}

// stem is the name of a file without its folder, its suffix and the number that orders pages.
func stem(file string) string {
	name := strings.TrimSuffix(path.Base(file), ".py")
	return strings.TrimLeft(name, "0123456789_- ")
}
