package view

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"github.com/iancoleman/strcase"
	"golang.org/x/text/unicode/norm"

	"github.com/streamlift/streamlift/internal/manifest"
)

// Name is one name in the spellings that generated code needs. All are ASCII, never a keyword of
// Python, and at most 60 characters; names made from other scripts or cut end in a stable hash.
type Name struct {
	Snake  string // monthly_revenue
	Pascal string // MonthlyRevenue
	Kebab  string // monthly-revenue
	Upper  string // MONTHLY_REVENUE
}

const maxName = 60

// NewName makes a name from any text. fallback begins the names of texts without a Latin letter.
func NewName(text, fallback string) Name {
	ascii := fold(text)
	snake := strings.Trim(strcase.ToSnake(ascii), "_")
	for strings.Contains(snake, "__") {
		snake = strings.ReplaceAll(snake, "__", "_")
	}
	lossy := lostLetters(text)
	switch {
	case snake == "" || lossy && len(snake) < 3:
		snake = fallback + "_" + hash(text)
	case lossy || len(snake) > maxName:
		snake = strings.Trim(snake[:min(len(snake), maxName-7)], "_") + "_" + hash(text)
	}
	if unicode.IsDigit(rune(snake[0])) {
		snake = fallback + "_" + snake
	}
	if manifest.IsPythonKeyword(snake) || snake == "none" || snake == "true" || snake == "false" {
		snake += "_"
	}
	return Name{
		Snake:  snake,
		Pascal: strcase.ToCamel(snake),
		Kebab:  strings.Trim(strings.ReplaceAll(snake, "_", "-"), "-"),
		Upper:  strings.ToUpper(snake),
	}
}

// fold turns letters with marks into plain ones and everything but ASCII letters and digits into
// word breaks.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte('_')
		}
	}
	return b.String()
}

// lostLetters reports whether folding drops letters of another script, so that two texts could
// meet in one name.
func lostLetters(text string) bool {
	for _, r := range norm.NFKD.String(text) {
		if r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return true
		}
	}
	return false
}

// hash is a short stable mark of a text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:3])
}
