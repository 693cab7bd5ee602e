package generator

import (
	"bytes"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// layoutCase is a text laid out in 40 columns.
type layoutCase struct {
	name, in, want string
	ours           bool // ruff does more than we do
}

func layoutCases() []layoutCase {
	return []layoutCase{
		{
			name: "a call that fits stays",
			in: `
				answer = call(one, two)`,
			want: `
				answer = call(one, two)`,
		},
		{
			name: "a call that does not breaks in its brackets",
			in: `
				answer = call_service(region, since, until)`,
			want: `
				answer = call_service(
				    region, since, until
				)`,
		},
		{
			name: "parentheses that begin a statement are no call of the one before",
			in: `
				first = 1
				(a / b).mkdir()
				(a / c).mkdir()`,
			want: `
				first = 1
				(a / b).mkdir()
				(a / c).mkdir()`,
		},
		{
			name: "then an argument a line, with a comma behind the last",
			in: `
				answer = call_service(region_of_user, since=first_day, until=last_day)`,
			want: `
				answer = call_service(
				    region_of_user,
				    since=first_day,
				    until=last_day,
				)`,
		},
		{
			name: "a comma behind the last argument keeps a call broken",
			in: `
				call(one, two,)`,
			want: `
				call(
				    one,
				    two,
				)`,
		},
		{
			name: "parameters break one a line, before the return annotation",
			in: `
				def orders(self, *, limit: int = 10) -> list[Order]: ...`,
			want: `
				def orders(
				    self, *, limit: int = 10
				) -> list[Order]: ...`,
		},
		{
			name: "a long condition gets parentheses",
			in: `
				if customer_name is None or customer_name == "":
				    pass`,
			want: `
				if (
				    customer_name is None
				    or customer_name == ""
				):
				    pass`,
		},
		{
			name: "a long value moves into parentheses",
			in: `
				maximum_rows_of_operation = settings_maximum`,
			want: `
				maximum_rows_of_operation = (
				    settings_maximum
				)`,
		},
		{
			name: "imports",
			in: `
				from sales.operations import customers, orders`,
			want: `
				from sales.operations import (
				    customers,
				    orders,
				)`,
		},
		{
			name: "a chain of calls breaks before its dots",
			in: `
				rows = connection.execute(QUERY).mappings().all()`,
			want: `
				rows = (
				    connection.execute(QUERY)
				    .mappings()
				    .all()
				)`,
		},
		{
			name: "a text of several lines hugs its brackets",
			in: `
				QUERY = text("""
				    SELECT 1
				""")`,
			want: `
				QUERY = text("""
				    SELECT 1
				""")`,
		},
		{
			name: "blank lines around definitions and behind imports",
			in: `
				"""Doc."""
				import os
				x = 1



				def f():
				    return 1
				class A:
				    """Doc."""
				    a = 1
				    def m(self):
				        return 2
				y = 2`,
			want: `
				"""Doc."""

				import os

				x = 1


				def f():
				    return 1


				class A:
				    """Doc."""

				    a = 1

				    def m(self):
				        return 2


				y = 2`,
		},
		{
			name: "comments stay with their lines",
			in: `
				x = {
				    # first
				    "a": 1,  # one
				    "b": 2
				}  # end`,
			want: `
				x = {
				    # first
				    "a": 1,  # one
				    "b": 2,
				}  # end`,
		},
		{
			name: "what no rule covers stays as written",
			in: `
				async   def  f(a : int)   :
				    global first_counter, second_counter, third_counter
				    x=[ 1,2 ]`,
			want: `
				async   def  f(a : int)   :
				    global first_counter, second_counter, third_counter
				    x=[ 1,2 ]`,
			ours: true,
		},
		{
			name: "fmt: skip stays as written",
			in: `
				matrix_of_values = [1,0,0,   0,1,0,   0,0,1]  # fmt: skip`,
			want: `
				matrix_of_values = [1,0,0,   0,1,0,   0,0,1]  # fmt: skip`,
		},
	}
}

func TestLayOut(t *testing.T) {
	for _, tt := range layoutCases() {
		t.Run(tt.name, func(t *testing.T) {
			got, err := layOut("a.py", []byte(dedent(tt.in)), 40)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != dedent(tt.want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, dedent(tt.want))
			}
		})
	}
}

// dedent takes off a case's indentation.
func dedent(text string) string {
	return strings.TrimPrefix(strings.ReplaceAll(text, "\n\t\t\t\t", "\n"), "\n") + "\n"
}

func TestFormatPythonSaysWhereTextIsNoPython(t *testing.T) {
	_, err := formatPython("service/main.py", []byte("x = 1\ny = = 2\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "service/main.py:2:5: ") {
		t.Errorf("got %v, want an error at service/main.py:2:5", err)
	}
}

// TestLayOutKeepsMeaning lays generated code out at every width: tree and comments stay, and a second time changes
// nothing.
func TestLayOutKeepsMeaning(t *testing.T) {
	for name, text := range pythonFiles(t, "testdata/layout/") {
		want := meaning(t, text)
		for limit := int32(20); limit <= 160; limit += 7 {
			once := mustLayOut(t, text, limit)
			if got := meaning(t, once); got != want {
				t.Errorf("%s at width %d says something else:\n%s", name, limit, firstDifference([]byte(got), []byte(want)))
			}
			if twice := mustLayOut(t, once, limit); !bytes.Equal(once, twice) {
				t.Errorf("%s at width %d is not at rest:\n%s", name, limit, firstDifference(twice, once))
			}
		}
	}
}

func mustLayOut(tb testing.TB, text []byte, limit int32) []byte {
	tb.Helper()
	out, err := layOut("a.py", text, limit)
	if err != nil {
		tb.Fatalf("%v in:\n%s", err, text)
	}
	return out
}

// FuzzFormatPython lays out any text: an error where it is no Python, else the same tree and comments, at rest.
func FuzzFormatPython(f *testing.F) {
	for _, c := range layoutCases() {
		f.Add(dedent(c.in))
	}
	f.Add("a = 'x' \"y\" f\"{z!r:>{w}}\"\ndel (a), [b, c]\nwith (a as b, c): pass\n@d\nasync def f[T](*a, **k): yield (await x)\n")
	f.Add("match x:\n    case {'a': [1, *r], **k} if (y := 3): pass\ntry:\n    pass\nexcept* (A, B) as e:\n    raise e from None\n")
	f.Add("x = lambda *a, b=1: (a\n# c\n)\nif x: # c\n\ty = (  # d\n 1,)\n")
	f.Fuzz(func(t *testing.T, text string) {
		once, err := formatPython("a.py", []byte(text))
		if err != nil {
			return
		}
		if got, want := meaning(t, once), meaning(t, []byte(text)); got != want {
			t.Errorf("says something else:\n%s", firstDifference([]byte(got), []byte(want)))
		}
		twice, err := formatPython("a.py", once)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(once, twice) {
			t.Errorf("not at rest:\n%s", firstDifference(twice, once))
		}
	})
}

// BenchmarkFormatPython is the layout of a service's main module, and its reading alone, which is the floor.
func BenchmarkFormatPython(b *testing.B) {
	text := pythonFiles(b, "testdata/layout/")["main.py"]
	b.Run("format", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := formatPython("main.py", text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			python.Parse(diag.NewSource("main.py", string(text)), python.Options{})
		}
	})
}
