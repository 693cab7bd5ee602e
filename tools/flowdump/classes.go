package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

// classList prints each def with its class, and the line that decided it.
func classList(p *flow.Program, out io.Writer) error {
	var b strings.Builder
	for _, fn := range p.Functions {
		if fn.Def() == nil {
			continue
		}
		fmt.Fprintf(&b, "%s %s %s", place(fn.Module, fn.Node), fn.Path, fn.Class)
		if len(fn.Because) > 0 {
			fmt.Fprintf(&b, " because %s", strings.Join(steps(fn.Because), " → "))
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(out, b.String())
	return err
}
