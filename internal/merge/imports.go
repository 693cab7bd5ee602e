package merge

import (
	"slices"
	"strings"
	"unicode"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// importLine is one import statement of a run, with whole lines.
type importLine struct {
	lead, text string
	module     string // with its dots; "" for a plain import
	items      []importItem
	comments   bool // within text
}

// importItem is one imported name.
type importItem struct{ module, name, as string }

// binds is the name that an item gives the module.
func (it importItem) binds() string {
	if it.as != "" {
		return it.as
	}
	if it.module == "" {
		first, _, _ := strings.Cut(it.name, ".")
		return first
	}
	return it.name
}

// importLines cuts a run of imports; nil when something else stands among them.
func (s splitter) importLines(statements []python.Stmt, span diag.Span) []importLine {
	var out []importLine
	src := s.file.Source
	at := span.Start
	for _, statement := range statements {
		first, last := s.lines(statement)
		if !isImport(statement) || first < at {
			return nil
		}
		line := importLine{lead: src.Text[at:first], text: src.Text[first:last], comments: s.comments(first, last) != ""}
		switch n := statement.(type) {
		case *python.Import:
			for _, a := range n.Names {
				line.items = append(line.items, importItem{name: a.Name, as: a.AsName})
			}
		case *python.ImportFrom:
			line.module = strings.Repeat(".", n.Level) + n.Module
			for _, a := range n.Names {
				line.items = append(line.items, importItem{module: line.module, name: a.Name, as: a.AsName})
			}
		}
		out, at = append(out, line), last
	}
	return out
}

// importNorm is a run as a set.
func importNorm(lines []importLine) string {
	var words []string
	for _, it := range itemsOf(lines) {
		words = append(words, it.module+" "+it.name+" "+it.as)
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), "\n")
}

func itemsOf(lines []importLine) []importItem {
	var out []importItem
	for _, l := range lines {
		out = append(out, l.items...)
	}
	return out
}

// importRuns are the three versions of a run of imports; a side without one is empty.
type importRuns struct{ base, mine, theirs unit }

// merge joins the runs as sets: what one side removed goes, unless the rest of the file still uses the name; what one
// side added comes. ok is false when two sides bind one name to different things.
func (r importRuns) merge(used map[string]bool) (text string, ok bool) {
	base, mine, theirs := itemsOf(r.base.imports), itemsOf(r.mine.imports), itemsOf(r.theirs.imports)
	var want []importItem
	kept := func(it importItem) bool {
		return slices.Contains(mine, it) && slices.Contains(theirs, it) || !slices.Contains(base, it)
	}
	bound := map[string]importItem{}
	all := unique(slices.Concat(mine, theirs))
	for _, it := range all {
		if kept(it) {
			want = append(want, it)
			if twin, taken := bound[it.binds()]; taken && twin != it && it.as+twin.as+it.module+twin.module != "" && !bothOf(it, twin, mine, theirs) {
				return "", false
			}
			bound[it.binds()] = it
		}
	}
	for _, it := range all {
		if _, taken := bound[it.binds()]; !kept(it) && !taken && used[it.binds()] {
			want = append(want, it)
		}
	}
	start, other := r.mine, r.theirs
	if r.mine.text == r.base.text || len(mine) == 0 {
		start, other = r.theirs, r.mine
	}
	edited := slices.Clone(start.imports)
	for i := range edited {
		edited[i] = edited[i].without(want)
	}
	edited = withoutEmpty(edited)
	for _, it := range want {
		if !slices.Contains(itemsOf(edited), it) {
			edited = insertImport(edited, other.imports, it)
		}
	}
	var b strings.Builder
	for _, l := range edited {
		b.WriteString(l.lead + l.text)
	}
	return b.String(), keepsComments(b.String(), r)
}

// withoutEmpty drops the statements that import nothing any more; comments before them stay.
func withoutEmpty(lines []importLine) []importLine {
	var out []importLine
	lead := ""
	for _, l := range lines {
		if len(l.items) == 0 {
			if strings.Contains(l.lead, "#") {
				lead += l.lead
			}
			continue
		}
		if lead != "" {
			l.lead, lead = lead+strings.TrimLeft(l.lead, "\r\n"), ""
		}
		out = append(out, l)
	}
	if lead != "" {
		out = append(out, importLine{lead: lead})
	}
	return out
}

// keepsComments reports whether every comment that a side wrote is in the text.
func keepsComments(text string, r importRuns) bool {
	old, now := commentsIn(r.base.text), commentsIn(text)
	for _, c := range slices.Concat(commentsIn(r.mine.text), commentsIn(r.theirs.text)) {
		if !slices.Contains(old, c) && !slices.Contains(now, c) {
			return false
		}
	}
	return true
}

func commentsIn(text string) []string {
	src := diag.NewSource("", text)
	tokens, _ := python.Tokens(src, python.Options{})
	var out []string
	for _, t := range tokens {
		if t.Kind == python.Comment {
			out = append(out, strings.TrimSpace(t.Text(src)))
		}
	}
	return out
}

// bothOf reports whether one side holds both items already.
func bothOf(a, b importItem, sides ...[]importItem) bool {
	return slices.ContainsFunc(sides, func(side []importItem) bool {
		return slices.Contains(side, a) && slices.Contains(side, b)
	})
}

func unique(items []importItem) []importItem {
	var out []importItem
	for _, it := range items {
		if !slices.Contains(out, it) {
			out = append(out, it)
		}
	}
	return out
}

// without drops the items that are not wanted; a line that keeps all stays as it is written.
func (l importLine) without(want []importItem) importLine {
	kept := slices.DeleteFunc(slices.Clone(l.items), func(it importItem) bool { return !slices.Contains(want, it) })
	if len(kept) == len(l.items) {
		return l
	}
	l.items = kept
	if len(kept) > 0 {
		l.text = l.written()
	}
	return l
}

// insertImport adds an item to the statement of its module, or a statement where the other side has it.
func insertImport(lines, other []importLine, it importItem) []importLine {
	for i, l := range lines {
		if it.module != "" && l.module == it.module && !l.comments && len(l.items) > 0 && l.items[0].name != "*" && it.name != "*" {
			at := len(l.items)
			for k, old := range l.items {
				if importOrder(it.name) < importOrder(old.name) {
					at = k
					break
				}
			}
			l.items = slices.Insert(slices.Clone(l.items), at, it)
			l.text = l.written()
			lines[i] = l
			return lines
		}
	}
	from := slices.IndexFunc(other, func(l importLine) bool { return slices.Contains(l.items, it) })
	added := importLine{module: it.module, items: []importItem{it}}
	if from >= 0 && len(other[from].items) == 1 {
		added.text = other[from].text // as its writer wrote it
	} else {
		added.text = added.written()
	}
	at := 0
	for k := from - 1; k >= 0; k-- {
		if i := slices.IndexFunc(lines, func(l importLine) bool { return l.holds(other[k]) }); i >= 0 {
			at = i + 1
			break
		}
	}
	if from >= 0 && strings.Contains(other[from].lead, "\n") && at > 0 {
		added.lead = "\n"
		if at < len(lines) && strings.Contains(lines[at].lead, "\n") { // it opens the section that follows
			lines[at].lead = strings.TrimPrefix(lines[at].lead, "\n")
		}
	}
	if at == 0 && len(lines) > 0 && lines[0].module == "__future__" {
		at = 1
	}
	return slices.Insert(lines, at, added)
}

// holds reports whether a line is the other's counterpart: of its module, or with one of its items.
func (l importLine) holds(other importLine) bool {
	return l.module != "" && l.module == other.module ||
		slices.ContainsFunc(l.items, func(it importItem) bool { return slices.Contains(other.items, it) })
}

// importOrder sorts names as ruff does: constants, classes, the rest.
func importOrder(name string) string {
	switch {
	case strings.ToUpper(name) == name && len(name) > 1:
		return "0" + name
	case unicode.IsUpper(rune(name[0])):
		return "1" + name
	}
	return "2" + strings.ToLower(name)
}

// maxImport is the width up to which an import stays on one line.
const maxImport = 100

// written spells a statement anew, in lines of its own when it was so or is too wide; a comment at its end stays.
func (l importLine) written() string {
	var names []string
	for _, it := range l.items {
		word := it.name
		if it.as != "" {
			word += " as " + it.as
		}
		names = append(names, word)
	}
	if l.module == "" {
		return "import " + strings.Join(names, ", ") + l.comment() + "\n"
	}
	head := "from " + l.module + " import "
	if one := head + strings.Join(names, ", "); len(one) <= maxImport && (!strings.Contains(l.text, "(") || len(names) == 1) {
		return one + l.comment() + "\n"
	}
	return head + "(\n    " + strings.Join(names, ",\n    ") + ",\n)" + l.comment() + "\n"
}

// comment is what stands behind the statement's last line.
func (l importLine) comment() string {
	if i := strings.LastIndex(l.text, "#"); i >= 0 && l.comments {
		return "  " + strings.TrimSpace(l.text[i:])
	}
	return ""
}
