package merge

import (
	"slices"
	"strconv"
	"strings"
)

// blocks merges three versions of one block: the units of a module, a class or a suite.
type blocks struct {
	base, mine, theirs []unit
}

// newBlocks gives every unit a key that is the same in all versions of the unit: its name, or for a nameless one the
// place it is found at.
func newBlocks(base, mine, theirs []unit) *blocks {
	b := &blocks{base: slices.Clone(base), mine: slices.Clone(mine), theirs: slices.Clone(theirs)}
	for i := range b.base {
		if b.base[i].key == "" {
			b.base[i].key = "at " + strconv.Itoa(i)
		}
	}
	align(b.base, b.mine, "mine ")
	align(b.base, b.theirs, "theirs ")
	b.unify()
	return b
}

// align gives the nameless units of a side the keys of the base's units they are versions of.
func align(base, side []unit, fresh string) {
	i, j := 0, 0
	for _, p := range append(matching(base, side), [2]int{len(base), len(side)}) {
		pairChanged(base[i:p[0]], side[j:p[1]])
		if p[1] < len(side) && side[p[1]].key == "" {
			side[p[1]].key = base[p[0]].key
		}
		i, j = p[0]+1, p[1]+1
	}
	for k := range side {
		if side[k].key == "" {
			side[k].key = fresh + strconv.Itoa(k)
		}
	}
}

// pairChanged pairs nameless units between two that are matched: those of one form, in order, and the rest when it is
// as long on both sides.
func pairChanged(base, side []unit) {
	var left []*unit
	from := 0
	for i := range base {
		if !strings.HasPrefix(base[i].key, "at ") {
			continue
		}
		k := from
		for k < len(side) && (side[k].key != "" || side[k].form != base[i].form) {
			k++
		}
		if k < len(side) {
			side[k].key, from = base[i].key, k+1
		} else {
			left = append(left, &base[i])
		}
	}
	var open []*unit
	for k := range side {
		if side[k].key == "" {
			open = append(open, &side[k])
		}
	}
	if len(open) == len(left) && len(left) == 1 {
		open[0].key = left[0].key
	}
}

// matching pairs the units of two versions that are equal or have one name, in order: a longest common subsequence.
func matching(a, b []unit) [][2]int {
	equal := func(x, y unit) bool {
		if y.key != "" || !strings.HasPrefix(x.key, "at ") {
			return x.key == y.key
		}
		return x.norm == y.norm
	}
	var head, tail [][2]int
	lo, hiA, hiB := 0, len(a), len(b)
	for lo < hiA && lo < hiB && equal(a[lo], b[lo]) {
		head = append(head, [2]int{lo, lo})
		lo++
	}
	for hiA > lo && hiB > lo && equal(a[hiA-1], b[hiB-1]) {
		hiA, hiB = hiA-1, hiB-1
		tail = append(tail, [2]int{hiA, hiB})
	}
	slices.Reverse(tail)
	rows, columns := hiA-lo, hiB-lo
	if rows*columns > maxTable {
		return append(head, tail...)
	}
	length := make([][]int, rows+1)
	for i := range length {
		length[i] = make([]int, columns+1)
	}
	for i := rows - 1; i >= 0; i-- {
		for j := columns - 1; j >= 0; j-- {
			if equal(a[lo+i], b[lo+j]) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < rows && j < columns; {
		switch {
		case equal(a[lo+i], b[lo+j]):
			head = append(head, [2]int{lo + i, lo + j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return append(head, tail...)
}

// maxTable bounds the table of matching; longer runs of changed units are taken as replaced.
const maxTable = 4 << 20

// unify gives nameless units that both sides added alike at one place one key.
func (b *blocks) unify() {
	before := func(units []unit, i int) string {
		if i == 0 {
			return ""
		}
		return units[i-1].key
	}
	for i, t := range b.theirs {
		if !strings.HasPrefix(t.key, "theirs ") {
			continue
		}
		for k, m := range b.mine {
			if strings.HasPrefix(m.key, "mine ") && m.norm == t.norm && before(b.mine, k) == before(b.theirs, i) {
				b.theirs[i].key = m.key
				break
			}
		}
	}
}

// index finds units by key.
func index(units []unit) map[string]int {
	out := make(map[string]int, len(units))
	for i, u := range units {
		out[u.key] = i
	}
	return out
}

// named reports whether a unit may stand in any order with others: what has a name, and imports.
func named(key string) bool {
	return strings.HasPrefix(key, "name ") || strings.HasPrefix(key, "import")
}

// pieces merges every unit and joins them in an order that both sides agree with.
func (b *blocks) pieces() []piece {
	base, mine, theirs := index(b.base), index(b.mine), index(b.theirs)
	at := func(units []unit, where map[string]int, key string) *unit {
		if i, ok := where[key]; ok {
			return &units[i]
		}
		return nil
	}
	merged := map[string][]piece{}
	used := map[string]bool{}
	var imports []string
	all := slices.Concat(b.mine, b.theirs)
	for _, u := range all {
		if _, done := merged[u.key]; done {
			continue
		}
		t := triple{base: at(b.base, base, u.key), mine: at(b.mine, mine, u.key), theirs: at(b.theirs, theirs, u.key)}
		if u.imports != nil && strings.HasPrefix(u.key, "import") {
			imports = append(imports, u.key)
			merged[u.key] = nil
			continue
		}
		merged[u.key] = t.pieces()
		for _, p := range merged[u.key] {
			identifiers(p.text+p.mine+p.theirs, used)
		}
	}
	for _, key := range imports {
		t := triple{base: at(b.base, base, key), mine: at(b.mine, mine, key), theirs: at(b.theirs, theirs, key)}
		merged[key] = t.importPieces(used)
	}
	return b.ordered(merged)
}

// ordered joins merged units: in my order, or in the new one if only that differs from the base, with what the other
// side added behind the unit it stands behind there.
func (b *blocks) ordered(merged map[string][]piece) []piece {
	first, second := keys(b.mine), keys(b.theirs)
	if b.inOrder(b.mine) && !b.inOrder(b.theirs) {
		first, second = second, first
	}
	has := func(list []string) map[string]bool {
		out := map[string]bool{}
		for _, k := range list {
			out[k] = true
		}
		return out
	}
	inFirst, inSecond := has(first), has(second)
	behind := map[string][]string{} // what the second side adds, by the unit of the first before it
	last := ""
	for _, key := range second {
		if inFirst[key] {
			last = key
		} else if len(merged[key]) > 0 {
			behind[last] = append(behind[last], key)
		}
	}
	var out []piece
	place := func(after string, own []string) {
		added := behind[after]
		lone := func(key string) bool { return !named(key) && key != "end" }
		if slices.ContainsFunc(added, lone) && slices.ContainsFunc(own, lone) {
			out = append(out, b.clash(own, added, merged)...)
			return
		}
		for _, key := range slices.Concat(added, own) {
			out = append(out, merged[key]...)
		}
	}
	i := 0
	run := func() []string { // units that only the first side has
		start := i
		for i < len(first) && !inSecond[first[i]] && len(merged[first[i]]) > 0 && first[i] != "end" {
			i++
		}
		return first[start:i]
	}
	place("", run())
	for i < len(first) {
		key := first[i]
		i++
		out = append(out, merged[key]...)
		if len(merged[key]) > 0 || len(behind[key]) > 0 {
			place(key, run())
		}
	}
	return out
}

// clash is a conflict of two runs of statements that were added at one place, where order matters.
func (b *blocks) clash(a, c []string, merged map[string][]piece) []piece {
	text := func(list []string) string {
		var s strings.Builder
		for _, key := range list {
			for _, p := range merged[key] {
				s.WriteString(p.text + p.mine + p.theirs)
			}
		}
		return s.String()
	}
	mine, theirs := text(a), text(c)
	if len(a) > 0 && !slices.ContainsFunc(b.mine, func(u unit) bool { return u.key == a[0] }) {
		mine, theirs = theirs, mine
	}
	return []piece{{conflict: true, mine: mine, theirs: theirs}}
}

// inOrder reports whether the units that a side shares with the base stand in the base's order.
func (b *blocks) inOrder(side []unit) bool {
	where := index(b.base)
	last := -1
	for _, u := range side {
		if i, ok := where[u.key]; ok {
			if i < last {
				return false
			}
			last = i
		}
	}
	return true
}

func keys(units []unit) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = u.key
	}
	return out
}
