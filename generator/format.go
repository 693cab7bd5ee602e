package generator

import (
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// lineLimit is the width that generated Python keeps to, in columns; pyproject.toml tells ruff the same.
const lineLimit = 100

// formatPython lays out a rendered Python file as ruff format leaves it: indentation, blank lines between statements, and
// lines broken in brackets where they are too wide or end in a comma. Quotes, spaces within lines and comments stay as
// they are; so does a line that holds something no rule covers. Path names the file in errors, which say where the text
// is no Python.
func formatPython(path string, text []byte) ([]byte, error) {
	return layOut(path, text, lineLimit)
}

// layOut is formatPython for any width.
func layOut(path string, text []byte, limit int32) ([]byte, error) {
	src := diag.NewSource(path, lineEnds(string(text)))
	file := python.Parse(src, python.Options{})
	if len(file.Problems) > 0 {
		return nil, file.Problems
	}
	tokens, _ := python.Tokens(src, python.Options{})
	lines := logicalLines(src.Text, tokens, limit)
	heads := headers(file.Module.Body, nil)
	f := formatter{layouter: layouter{src: src.Text}, printer: layoutPrinter{limit: limit}}
	f.code = make([]python.Token, 0, len(tokens))
	for _, t := range tokens {
		switch t.Kind {
		case python.NL, python.Comment, python.Newline, python.Indent, python.Dedent, python.EndMarker:
		default:
			f.code = append(f.code, t)
		}
	}
	f.out = make([]byte, 0, len(text)+len(text)/8)
	blanks := blankLines(lines)
	for i, line := range lines {
		for len(heads) > 0 && heads[0].start < line.start {
			heads = heads[1:]
		}
		var node python.Node
		if len(heads) > 0 && heads[0].start == line.start {
			node = heads[0].node
		}
		for range blanks[i] {
			f.out = append(f.out, '\n')
		}
		f.line(line, node)
	}
	return f.out, nil
}

// lineEnds writes line ends as Python reads them, also within strings: as one line feed.
func lineEnds(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// formatter writes one logical line after the other.
type formatter struct {
	layouter
	printer layoutPrinter
	out     []byte
}

// line writes a logical line with its line end.
func (f *formatter) line(line logicalLine, node python.Node) {
	mark := len(f.out)
	raw := strings.TrimRight(f.src[line.start:line.end], " \t\r\n")
	if node == nil || line.simple || !f.laidOut(line, node, raw) {
		f.out = append(f.out[:mark], strings.Repeat(" ", int(line.column))...)
		f.out = append(f.out, raw...)
	}
	f.out = append(f.out, '\n')
}

// laidOut writes a logical line by its tree and reports whether the outcome says the same as the source.
func (f *formatter) laidOut(line logicalLine, node python.Node, raw string) bool {
	f.reset()
	f.level, f.parens, f.openUntil, f.failed, f.joined = levelBare, 0, 0, false, false
	f.comments, f.first = line.inner, line.start
	if strings.Contains(raw, "fmt: skip") || !f.statement(node) {
		return false
	}
	f.text(line.tail(f.src, node))
	if line.trailing.End > 0 {
		f.suffix(strings.TrimRight(f.src[line.trailing.Start:line.trailing.End], " \t\r"))
	}
	if f.failed || len(f.comments) > 0 {
		return false
	}
	mark := len(f.out)
	f.out = f.printer.print(&f.layoutDoc, line.column, f.out)
	return f.joined || sameWords(raw, f.out[mark:])
}

// sameWords reports whether two texts differ only in what laying out may change: white space, parentheses, commas.
func sameWords(source string, out []byte) bool {
	const free = " \t\r\n(),"
	i := 0
	for _, c := range out {
		if strings.IndexByte(free, c) >= 0 {
			continue
		}
		for i < len(source) && strings.IndexByte(free, source[i]) >= 0 {
			i++
		}
		if i == len(source) || source[i] != c {
			return false
		}
		i++
	}
	return strings.Trim(source[i:], free) == ""
}

// logicalLine is a statement's line, the header of a compound statement, or a comment on a line of its own.
type logicalLine struct {
	start, end int32 // without indentation and line end
	column     int32 // of the first token as it is written
	depth      int
	before     int // blank lines before it
	first      python.Kind
	word       string         // the first token
	inner      []python.Token // comments within brackets
	trailing   python.Token   // the comment behind the last token
	colon      int32          // where the last token that is a colon outside brackets ends; 0 without
	simple     bool           // one physical line, fits, and nothing in it that the width does not decide
	docs       bool           // nothing but a string
	stub       bool           // a def whose body stands on its line
}

// tail is what follows the header of a compound statement on its line.
func (l *logicalLine) tail(src string, node python.Node) string {
	switch node.(type) {
	case *python.FunctionDef, *python.ClassDef, *python.For, *python.While, *python.If, *python.With, *python.Match,
		*python.ExceptHandler:
		end := l.end
		if l.trailing.End > 0 {
			end = l.trailing.Start
		}
		if rest := strings.TrimSpace(src[l.colon:end]); rest != "" {
			return ": " + rest
		}
		return ":"
	}
	return ""
}

// lineHead is a node with a logical line of its own.
type lineHead struct {
	start int32
	node  python.Node
}

// headers lists the nodes that begin logical lines, in order.
func headers(body []python.Stmt, out []lineHead) []lineHead {
	add := func(n python.Node) { out = append(out, lineHead{int32(n.Span().Start), n}) }
	for _, s := range body {
		switch s := s.(type) {
		case *python.FunctionDef:
			for _, d := range s.Decorators {
				out = append(out, lineHead{int32(d.Span().Start) - 1, layoutDecorator{d}})
			}
			add(s)
			out = headers(s.Body, out)
		case *python.ClassDef:
			for _, d := range s.Decorators {
				out = append(out, lineHead{int32(d.Span().Start) - 1, layoutDecorator{d}})
			}
			add(s)
			out = headers(s.Body, out)
		case *python.For:
			add(s)
			out = headers(s.OrElse, headers(s.Body, out))
		case *python.While:
			add(s)
			out = headers(s.OrElse, headers(s.Body, out))
		case *python.If:
			add(s)
			out = headers(s.OrElse, headers(s.Body, out))
		case *python.With:
			add(s)
			out = headers(s.Body, out)
		case *python.Match:
			add(s)
			for _, c := range s.Cases {
				out = headers(c.Body, out)
			}
		case *python.Try:
			out = headers(s.Body, out)
			for _, h := range s.Handlers {
				add(h)
				out = headers(h.Body, out)
			}
			out = headers(s.Finally, headers(s.OrElse, out))
		default:
			add(s)
		}
	}
	return out
}
