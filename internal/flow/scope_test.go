package flow

import (
	"fmt"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// TestVariables checks, for each name that a comment speaks of, which lines bind the variable it refers to. The
// comment `# x: def f, 3 assign, 5 augment` says the scope that owns x and its bindings; `# x: -` that it has none.
func TestVariables(t *testing.T) {
	for name, code := range map[string]string{
		"a function's own name hides the module's": `
x = 1
def f():
    x = 2
    return x  # x: f, 4 assign
y = x  # x: top, 2 assign
`,
		"global binds the module's name": `
total = 0
def add(n):
    global total
    total += n  # total: top, 2 assign, 5 augment
`,
		"a name only functions bind": `
def connect():
    global db
    db = open("x")
def use():
    return db  # db: top, 4 assign
`,
		"nonlocal": `
def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1  # n: outer, 3 assign, 6 augment
    return inner
`,
		"a class body is not seen from its methods": `
rate = 1
class Price:
    rate = 2
    tax = rate  # rate: Price, 4 assign
    def net(self):
        return rate  # rate: top, 2 assign
`,
		"comprehension and walrus": `
def f(rows):
    big = [r for r in rows if (last := r) > 3]  # r: listcomp, 3 for
    return last  # last: f, 3 assign
`,
		"the first iterable belongs to the outside": `
class C:
    rate = 2
    rows = [1]
    out = [rate * r for r in rows]  # rate: -; rows: C, 4 assign
`,
		"imports, also conditional ones": `
try:
    import tomllib as toml
except ImportError:
    toml = None
def read():
    return toml  # toml: top, 3? import tomllib, 5? assign
import a.b
import a.b as c
from . import d
from ..e import f
a  # a: top, 8 import a
c  # c: top, 9 import a.b
d  # d: top, 10 import .d
f  # f: top, 11 import ..e.f
`,
		"loops, with, except, match, del": `
for i in range(3):
    pass
i  # i: top, 2 for, 16 del
with open("x") as handle:
    handle  # handle: top, 5 with
try:
    pass
except OSError as err:
    err  # err: top, 9? except
match i:
    case [first, *rest]:
        rest  # rest: top, 12? capture
    case {"k": value, **others}:
        others  # others: top, 14? capture
del i
i  # i: top, 2 for, 16 del
`,
		"builtins and star imports have no variable": `
from helpers import *
print(load())  # print: -; load: -
`,
		"lookalike letters are one name": `
ﬁle = 1
file  # file: top, 2 assign
`,
		"private names belong to their class": `
class A:
    def f(self):
        __x = 1
        return __x  # __x: f, 4 assign
`,
		"type parameters": `
def first[T](items: list[T]) -> T:
    return items
class Box[T]:
    item: T  # T: Box, 4 type
type Pair[A] = tuple[A, A]  # A: Pair, 6 type
`,
		"parameters and defaults": `
limit = 5
def f(n, limit=limit, *args, key=None, **rest):
    return limit  # limit: f, 3 parameter
`,
		"lambda": `
scale = 2
f = lambda x: x * scale  # x: lambda, 3 parameter; scale: top, 2 assign
`,
	} {
		t.Run(name, func(t *testing.T) {
			file := python.Parse(diag.NewSource("a.py", code), python.Options{})
			if len(file.Problems) > 0 {
				t.Fatal(file.Problems)
			}
			names := Bind(file.Module)
			checked := 0
			for i, line := range strings.Split(code, "\n") {
				_, comment, ok := strings.Cut(line, "# ")
				if !ok {
					continue
				}
				for _, want := range strings.Split(comment, "; ") {
					id, expect, _ := strings.Cut(want, ": ")
					checked++
					if got := variable(file, names, id, i+1); got != expect {
						t.Errorf("line %d: %s: got %q, want %q", i+1, id, got, expect)
					}
				}
			}
			if checked == 0 {
				t.Error("nothing is expected")
			}
		})
	}
}

// variable describes what the last use of a name on a line refers to.
func variable(file *python.File, names *Names, id string, line int) string {
	var at *python.Name
	for n := range names.At {
		if n.ID == id && file.Source.Line(int(n.Start)) == line && (at == nil || n.Start > at.Start) {
			at = n
		}
	}
	if at == nil {
		return "no such name"
	}
	sym := names.Variable(at)
	if sym == nil {
		return "-"
	}
	out := sym.Owner.Name
	for _, b := range sym.Bindings {
		mark := ""
		if b.Conditional {
			mark = "?"
		}
		out += fmt.Sprintf(", %d%s %s", file.Source.Line(b.Node.Span().Start), mark, b.Kind)
		if b.Import != nil {
			out += " " + strings.Repeat(".", b.Import.Level) + b.Import.Path()
		}
	}
	return out
}
