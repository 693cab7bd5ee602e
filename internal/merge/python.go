package merge

import (
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// Python merges three versions of a Python file by unit: runs of imports as sets, classes with their members, functions
// with their statements. Units are compared by what they say, and a person's bytes are kept wherever the new version
// does not change what they say. The outcome parses and defines nothing twice, or it is a conflict.
func Python(v Versions, labels Labels) Result {
	v = Versions{Base: closed(v.Base), Mine: closed(v.Mine), Theirs: closed(v.Theirs)}
	base, okBase := parseUnits(v.Base)
	mine, okMine := parseUnits(v.Mine)
	theirs, okTheirs := parseUnits(v.Theirs)
	byLine := linePieces(v.Base, v.Mine, v.Theirs)
	switch {
	case !okMine:
		return forced(v, labels, "your version is no Python that can be read")
	case !okBase || !okTheirs:
		return linesProved(v, labels, byLine)
	}
	pieces := newBlocks(base, mine, theirs).pieces()
	clean := !conflicting(pieces)
	result := assemble(pieces, v.Mine, labels, "you and the new version changed the same code")
	if clean {
		if problem := doubtful(result.Text, v); problem != "" {
			return forced(v, labels, problem)
		}
		return result
	}
	if !conflicting(byLine) {
		if lines := assemble(byLine, v.Mine, labels, ""); doubtful(lines.Text, v) == "" {
			return lines
		}
	}
	return result
}

// closed ends the last line of a text, so that what comes behind it does not join it.
func closed(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\r") {
		return text
	}
	return text + "\n"
}

// linesProved is the merge by lines for versions that cannot be cut into units.
func linesProved(v Versions, labels Labels, byLine []piece) Result {
	result := assemble(byLine, v.Mine, labels, "you and the new version changed the same lines")
	if problem := doubtful(result.Text, v); len(result.Conflicts) == 0 && problem != "" {
		return forced(v, labels, problem)
	}
	return result
}

func conflicting(pieces []piece) bool {
	for _, p := range pieces {
		if p.conflict {
			return true
		}
	}
	return false
}

// forced shows every place that the new version changes as a conflict.
func forced(v Versions, labels Labels, reason string) Result {
	return assemble(lineMerge(v, func(g group) bool { return len(g.theirs) > 0 }), v.Mine, labels, reason)
}

// doubtful says why a clean outcome is none: it does not parse, or defines something twice that no side defines twice.
func doubtful(text string, v Versions) string {
	src := diag.NewSource("", text)
	file := python.Parse(src, python.Options{})
	if len(file.Problems) > 0 {
		return "joined, both versions are no Python: " + file.Problems[0].Message
	}
	mine, theirs := definitions(v.Mine), definitions(v.Theirs)
	for what, n := range definitionsOf(file) {
		if n > 1 && n > max(mine[what], theirs[what]) {
			return "joined, both versions define " + what + " twice"
		}
	}
	return ""
}

func definitions(text string) map[string]int {
	return definitionsOf(python.Parse(diag.NewSource("", text), python.Options{}))
}

// definitionsOf counts what must not be there twice: functions and classes of the module, routes, operation ids.
func definitionsOf(file *python.File) map[string]int {
	count := map[string]int{}
	text := func(n python.Node) string { return file.Source.Text[n.Span().Start:n.Span().End] }
	for _, statement := range file.Module.Body {
		switch n := statement.(type) {
		case *python.ClassDef:
			count["the class "+n.Name]++
		case *python.FunctionDef:
			count["the function "+n.Name]++
		}
		for _, decorator := range decorators(statement) {
			call, ok := decorator.(*python.Call)
			if !ok {
				continue
			}
			if attribute, ok := call.Func.(*python.Attribute); ok && isVerb(attribute.Attr) && len(call.Args) > 0 {
				count["the route "+attribute.Attr+" "+unquoted(text(call.Args[0]))+" of "+text(attribute.Value)]++
			}
			for _, k := range call.Keywords {
				if k.Name == "operation_id" {
					count["the operation id "+unquoted(text(k.Value))]++
				}
			}
		}
	}
	return count
}

func isVerb(name string) bool {
	switch name {
	case "get", "post", "put", "patch", "delete", "head", "options", "websocket":
		return true
	}
	return false
}

func unquoted(literal string) string { return strings.Trim(literal, `"'`) }

// identifiers are the names used in a text that may be a part of a file.
func identifiers(text string, into map[string]bool) {
	src := diag.NewSource("", text)
	tokens, _ := python.Tokens(src, python.Options{})
	for _, t := range tokens {
		if t.Kind == python.Identifier {
			into[t.Text(src)] = true
		}
	}
}

// SameCode reports whether two versions of a file differ in nothing but layout: white space, line breaks, quotes, the
// order of imports. Only for Python can that be told.
func SameCode(name, a, b string) bool {
	if path.Ext(name) != ".py" {
		return false
	}
	one, okOne := parseUnits(strings.ReplaceAll(a, "\r\n", "\n"))
	two, okTwo := parseUnits(strings.ReplaceAll(b, "\r\n", "\n"))
	return okOne && okTwo && slices.EqualFunc(withoutBlank(one), withoutBlank(two), unit.same)
}

// withoutBlank drops an end that holds blank lines only.
func withoutBlank(units []unit) []unit {
	if n := len(units); n > 0 && units[n-1].key == "end" && units[n-1].leadNorm == "" {
		return units[:n-1]
	}
	return units
}
