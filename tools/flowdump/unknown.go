package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

// unknownTable prints the calls that nobody described: how often, which name. Methods of receivers that are not known
// are one row a method.
func unknownTable(p *flow.Program, out io.Writer) error {
	counts := map[string]int{}
	calls, presumed := 0, 0
	for _, fn := range p.Functions {
		for _, c := range fn.Calls {
			calls++
			for _, target := range c.Targets {
				if strings.HasPrefix(target, "?.") {
					presumed++
				}
			}
		}
		for i := range fn.Events {
			if e := &fn.Events[i]; e.Kind == flow.UnknownCall {
				counts[unknownName(e.Name)]++
			}
		}
	}
	names, unknown := make([]string, 0, len(counts)), 0
	for name, n := range counts {
		names = append(names, name)
		unknown += n
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	var b strings.Builder
	fmt.Fprintf(&b, "%d calls, %d presumed by the method's name, %d unknown\n", calls, presumed, unknown)
	for _, name := range names {
		fmt.Fprintf(&b, "%6d %s\n", counts[name], name)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// unknownName leaves a library's name as it is; of anything else only the method counts.
func unknownName(name string) string {
	head := name
	if i := strings.IndexAny(name, "([ "); i >= 0 {
		head = name[:i]
	}
	at := strings.LastIndexByte(name, '.')
	if head != name && at > 0 || at < 0 {
		return "…" + name[max(at, 0):]
	}
	if strings.Count(name, ".") > 1 || strings.ToLower(name[:at]) != name[:at] {
		return name
	}
	return name
}
