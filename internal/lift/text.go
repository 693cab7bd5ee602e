package lift

import (
	"slices"
	"strings"
	"unicode"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// textName is a name of the module that stands in a text: @LIMIT of a pandas query, the text of eval and exec.
type textName struct {
	python.Node
	name string
}

// text notes the names of a module's variables that an expression has in a text, and where it looks names up that
// nothing written tells.
func (x *index) text(module *flow.Module, e python.Expr) {
	note := func(at python.Node, name string) {
		if symbol := module.Names.Top.Symbols[name]; symbol != nil {
			x.texts = append(x.texts, textName{at, name})
		}
	}
	switch e := e.(type) {
	case *python.Constant:
		if e.Kind == python.Str {
			if strings.Contains(e.Text, ":memory:") || e.Text == "sqlite://" {
				x.memory = append(x.memory, e)
			}
			for _, name := range atNames(e.Text) {
				note(e, name)
			}
		}
	case *python.Subscript:
		if e.Ctx == python.Load {
			x.global(note, e.Value, e.Slice)
		}
	case *python.Compare:
		if len(e.Comparators) == 1 {
			x.global(note, e.Comparators[0], e.Left)
		}
	case *python.Call:
		if method, ok := e.Func.(*python.Attribute); ok && method.Attr == "get" && len(e.Args) > 0 {
			x.global(note, method.Value, e.Args[0])
		}
		name, ok := e.Func.(*python.Name)
		if !ok {
			return
		}
		switch {
		case isGlobals(e) && !x.told[e]:
			x.open = append(x.open, e)
		case (name.ID == "eval" || name.ID == "exec") && len(e.Args) == 1 && len(e.Keywords) == 0:
			text, ok := e.Args[0].(*python.Constant)
			if !ok || text.Kind != python.Str {
				x.open = append(x.open, e)
				return
			}
			for _, name := range namesInText(text.Text) {
				note(e, name)
			}
		}
	}
}

// global notes the name by which something is asked of globals(), where it is written.
func (x *index) global(note func(python.Node, string), of, key python.Expr) {
	call, ok := of.(*python.Call)
	text, written := key.(*python.Constant)
	if ok && isGlobals(call) && written && text.Kind == python.Str {
		x.told[call] = true
		note(text, text.Text)
	}
}

func isGlobals(call *python.Call) bool {
	name, ok := call.Func.(*python.Name)
	return ok && name.ID == "globals"
}

// atNames are the names behind an @ in a text.
func atNames(text string) []string {
	var found []string
	for {
		_, rest, ok := strings.Cut(text, "@")
		if !ok {
			return found
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if end < 0 {
			end = len(rest)
		}
		found = append(found, rest[:end])
		text = rest[end:]
	}
}

// namesInText are the names in Python that stands in a text.
func namesInText(text string) []string {
	var found []string
	flow.EachStatement(python.Parse(diag.NewSource("", text), python.Options{}).Module.Body, func(s python.Stmt) bool {
		flow.EachExpression(s, func(e python.Expr) {
			if name, ok := e.(*python.Name); ok {
				found = append(found, name.ID)
			}
		})
		return true
	})
	return found
}

// named reports whether texts that stay may mean a variable of a module, and whether texts that left did.
func (r *remains) named(module *flow.Module, name string) (stays, left bool) {
	x := r.mover.index(module)
	stays = slices.ContainsFunc(x.open, func(call *python.Call) bool { return !r.gone(module, call.Span()) })
	for _, text := range x.texts {
		if text.name == name {
			gone := r.gone(module, text.Span())
			stays, left = stays || !gone, left || gone
		}
	}
	return stays, left
}
