package merge

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkPython merges a file of n functions, each side with edits of its own all over it. It grows with n, not n².
func BenchmarkPython(b *testing.B) {
	for _, n := range []int{20, 200, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := func(even, odd string) string {
				var s strings.Builder
				s.WriteString("import logging\n")
				for i := range n {
					body := even
					if i%2 == 1 {
						body = odd
					}
					fmt.Fprintf(&s, "\n\ndef function%d(engine, body):\n    rows = engine.run(%q, body.region)\n    return rows\n", i, body)
				}
				return s.String()
			}
			v := Versions{Base: text("one", "one"), Mine: text("mine", "one") + "\n\ndef mine():\n    pass\n", Theirs: text("one", "theirs") + "\n\ndef theirs():\n    pass\n"}
			b.SetBytes(int64(len(v.Base)))
			for b.Loop() {
				if got := Python(v, Labels{}); len(got.Conflicts) > 0 {
					b.Fatal(got.Reason)
				}
			}
		})
	}
}

// BenchmarkStatements is the worst case of pairing: scripts whose statements have no names and all differ.
func BenchmarkStatements(b *testing.B) {
	for _, n := range []int{200, 1000, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := func(who string) string {
				var s strings.Builder
				for i := range n {
					fmt.Fprintf(&s, "st.write(%q, %d)\n", who, i)
				}
				return s.String()
			}
			v := Versions{Base: text("base"), Mine: text("mine"), Theirs: text("theirs")}
			for b.Loop() {
				Python(v, Labels{})
			}
		})
	}
}
