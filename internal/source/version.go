package source

import (
	"cmp"
	"strconv"
	"strings"
)

// CompareVersions orders two version numbers by their dotted release numbers; anything behind them
// (pre-release, post, local) is not looked at.
func CompareVersions(a, b string) int {
	x, y := release(a), release(b)
	for i := range max(len(x), len(y)) {
		if c := cmp.Compare(at(x, i), at(y, i)); c != 0 {
			return c
		}
	}
	return 0
}

// Satisfies reports whether a release meets every clause of a specifier as ">=3.11,<3.14". An empty
// specifier is met by all; a clause that it does not understand is met by none.
func Satisfies(version, specifier string) bool {
	for clause := range strings.SplitSeq(specifier, ",") {
		if clause = strings.TrimSpace(clause); clause != "" && !meets(version, clause) {
			return false
		}
	}
	return true
}

func meets(version, clause string) bool {
	end := strings.IndexFunc(clause, func(r rune) bool { return !strings.ContainsRune("<>=!~^", r) })
	if end < 0 {
		return false
	}
	operator, bound := clause[:end], strings.TrimSpace(clause[end:])
	prefix, wild := strings.CutSuffix(bound, ".*")
	if len(release(prefix)) == 0 {
		return false
	}
	order := CompareVersions(version, prefix)
	under := CompareVersions(strings.Join(cut(version, len(release(prefix))), "."), prefix) == 0
	switch operator {
	case ">=":
		return order >= 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case "<":
		return order < 0
	case "!=":
		return wild && !under || !wild && order != 0
	case "==", "===":
		return wild && under || !wild && order == 0
	case "~=":
		head := len(release(prefix)) - 1
		return head > 0 && order >= 0 && CompareVersions(strings.Join(cut(version, head), "."), strings.Join(cut(prefix, head), ".")) == 0
	case "^": // Poetry's: the first number may not change
		return order >= 0 && at(release(version), 0) == at(release(prefix), 0)
	}
	return false
}

// release gives the dotted numbers a version begins with.
func release(version string) []int {
	var out []int
	for part := range strings.SplitSeq(strings.TrimPrefix(strings.TrimSpace(version), "v"), ".") {
		end := strings.IndexFunc(part, func(r rune) bool { return r < '0' || r > '9' })
		if end < 0 {
			end = len(part)
		}
		number, err := strconv.Atoi(part[:end])
		if err != nil {
			break
		}
		out = append(out, number)
		if end < len(part) {
			break
		}
	}
	return out
}

func at(numbers []int, i int) int {
	if i < len(numbers) {
		return numbers[i]
	}
	return 0
}

// cut gives the first n numbers of a version as text.
func cut(version string, n int) []string {
	numbers := release(version)
	out := make([]string, n)
	for i := range n {
		out[i] = strconv.Itoa(at(numbers, i))
	}
	return out
}
