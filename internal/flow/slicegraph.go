package flow

import (
	"slices"

	"github.com/streamlift/streamlift/internal/python"
)

// graph is one function as statements with the ways between them.
type graph struct {
	*Slicer
	fn      *Function
	nodes   []*sliceNode // the first is the entry, the second the exit
	of      map[python.Stmt]*sliceNode
	inside  map[python.Node]*sliceNode // the statement that an expression is part of
	aliases map[string][]string        // names that may hold the same thing
}

// sliceNode is a statement, of a compound one the header.
type sliceNode struct {
	*graph
	index     int
	stmt      python.Stmt // nil for entry and exit
	before    []*sliceNode
	after     []*sliceNode // also the way that a jump does not take: what follows depends on the jump
	around    []*sliceNode // the with statements that it stands in
	outer     *sliceNode   // the nearest other statement that it stands in
	handles   []*sliceNode // of a handler's statement: what may have raised
	decidedBy []*sliceNode
	facts     Facts
	touches   map[*Symbol]bool // variables of modules that callees bind or change
	calls     []*Call
	events    []*Event
	steps     []string           // handles that it does something through
	reached   map[string]reached // by name; see reaching
	yields    bool
	stops     bool // the script may end here
}

const (
	entryNode = 0
	exitNode  = 1
)

// graph makes the graph of a function once.
func (s *Slicer) graph(fn *Function) *graph {
	if g := s.graphs[fn]; g != nil {
		return g
	}
	g := &graph{Slicer: s, fn: fn, of: map[python.Stmt]*sliceNode{}, inside: map[python.Node]*sliceNode{}}
	s.graphs[fn] = g
	b := &graphBuilder{graph: g}
	b.add(nil)
	b.add(nil)
	var body []python.Stmt
	switch node := fn.Node.(type) {
	case *python.Module:
		body = node.Body
	case *python.FunctionDef:
		body = node.Body
	case *python.Lambda:
		body = []python.Stmt{&python.Return{Extent: python.Extent{Start: node.Start, End: node.End}, Value: node.Body}}
	}
	for _, end := range b.block(body, []way{{from: g.nodes[entryNode]}}) {
		b.join(end, g.nodes[exitNode])
	}
	b.join(way{from: g.nodes[entryNode], jumped: true}, g.nodes[exitNode]) // so that even what always runs depends on being called
	for _, n := range g.nodes[exitNode+1:] {
		g.describe(n)
	}
	for i := range fn.Events {
		if n := g.inside[fn.Events[i].Node]; n != nil {
			n.events = append(n.events, &fn.Events[i])
		}
	}
	for _, n := range g.nodes {
		n.steps = g.steps(n)
	}
	g.decide()
	g.findAliases(body)
	return g
}

// at is the statement that a place belongs to.
func (g *graph) at(node python.Node) *sliceNode {
	if s, ok := node.(python.Stmt); ok {
		return g.of[s]
	}
	return g.inside[node]
}

// way leads from a statement to whatever comes next.
type way struct {
	from   *sliceNode
	jumped bool // not really taken: the statement jumps elsewhere
	raised bool // taken only by an exception
}

// graphBuilder follows the blocks of a function.
type graphBuilder struct {
	*graph
	loops   []*loopWays
	raising []*[]way     // of the try statements around: explicit raises, which lead to their handlers
	withs   []*sliceNode // around
	within  *sliceNode   // nearest other statement around
	handled []*sliceNode // what may have raised, in a handler
}

// loopWays are the jumps of one loop.
type loopWays struct {
	head   *sliceNode
	breaks []way
}

func (b *graphBuilder) add(s python.Stmt) *sliceNode {
	n := &sliceNode{graph: b.graph, index: len(b.nodes), stmt: s, handles: b.handled, outer: b.within}
	n.around = append(n.around, b.withs...)
	b.nodes = append(b.nodes, n)
	if s != nil {
		b.of[s] = n
	}
	return n
}

// join connects a way to a statement.
func (b *graphBuilder) join(w way, to *sliceNode) {
	if !w.jumped {
		to.before = append(to.before, w.from)
	}
	if !w.raised {
		w.from.after = append(w.from.after, to)
	}
}

func (b *graphBuilder) block(list []python.Stmt, in []way) []way {
	for _, s := range list {
		in = b.statement(s, in)
	}
	return in
}

// statement adds a statement and gives the ways that lead on from it. It is a flat switch.
func (b *graphBuilder) statement(s python.Stmt, in []way) []way {
	n := b.add(s)
	for _, w := range in {
		b.join(w, n)
	}
	on := []way{{from: n}}
	if _, with := s.(*python.With); !with {
		outer := b.within
		b.within = n
		defer func() { b.within = outer }()
	}
	switch s := s.(type) {
	case *python.If:
		return append(b.block(s.Body, on), b.block(s.OrElse, on)...)
	case *python.While:
		return b.loop(n, s.Body, s.OrElse)
	case *python.For:
		return b.loop(n, s.Body, s.OrElse)
	case *python.With:
		b.withs = append(b.withs, n)
		out := b.block(s.Body, on)
		b.withs = b.withs[:len(b.withs)-1]
		return out
	case *python.Try:
		return b.try(n, s)
	case *python.Match:
		out := on
		for _, c := range s.Cases {
			out = append(out, b.block(c.Body, on)...)
		}
		return out
	case *python.Return:
		b.join(way{from: n}, b.nodes[exitNode])
		return []way{{from: n, jumped: true}}
	case *python.Raise:
		b.raise(n)
		return []way{{from: n, jumped: true}}
	case *python.Assert:
		b.raise(n)
	case *python.Break:
		if len(b.loops) > 0 {
			l := b.loops[len(b.loops)-1]
			l.breaks = append(l.breaks, way{from: n})
		}
		return []way{{from: n, jumped: true}}
	case *python.Continue:
		if len(b.loops) > 0 {
			b.join(way{from: n}, b.loops[len(b.loops)-1].head)
		}
		return []way{{from: n, jumped: true}}
	default:
		stop := b.stops(s)
		n.stops = stop != never
		switch stop {
		case always:
			b.join(way{from: n}, b.nodes[exitNode])
			return []way{{from: n, jumped: true}}
		case sometimes:
			b.join(way{from: n}, b.nodes[exitNode])
		}
	}
	return on
}

// raise leads to the handlers of the innermost try that has any, or out of the function.
func (b *graphBuilder) raise(n *sliceNode) {
	if len(b.raising) == 0 {
		b.join(way{from: n}, b.nodes[exitNode])
		return
	}
	ways := b.raising[len(b.raising)-1]
	*ways = append(*ways, way{from: n})
}

func (b *graphBuilder) loop(head *sliceNode, body, orElse []python.Stmt) []way {
	l := &loopWays{head: head}
	b.loops = append(b.loops, l)
	for _, end := range b.block(body, []way{{from: head}}) {
		b.join(end, head)
	}
	b.loops = b.loops[:len(b.loops)-1]
	if while, ok := head.stmt.(*python.While); ok && isTrue(while.Test) {
		b.join(way{from: head, jumped: true}, b.nodes[exitNode])
		return l.breaks
	}
	return append(b.block(orElse, []way{{from: head}}), l.breaks...)
}

func isTrue(e python.Expr) bool {
	c, ok := e.(*python.Constant)
	return ok && (c.Kind == python.True || c.Kind == python.Int && c.Text != "0")
}

// try leads from every statement of the body to the handlers: any of them may raise.
func (b *graphBuilder) try(n *sliceNode, s *python.Try) []way {
	on := []way{{from: n}}
	var raises []way
	if len(s.Handlers) > 0 {
		b.raising = append(b.raising, &raises)
	}
	first := len(b.nodes)
	out := b.block(s.Body, on)
	body := b.nodes[first:len(b.nodes):len(b.nodes)]
	if len(s.Handlers) > 0 {
		b.raising = b.raising[:len(b.raising)-1]
	}
	out = b.block(s.OrElse, out)
	arrive := append(raises, way{from: n})
	for _, raiser := range body {
		arrive = append(arrive, way{from: raiser, raised: true})
	}
	handled := b.handled
	for _, h := range s.Handlers {
		b.handled = append(append([]*sliceNode{}, handled...), body...)
		out = append(out, b.block(h.Body, arrive)...)
	}
	b.handled = handled
	if len(s.Finally) > 0 {
		for _, raiser := range b.nodes[first:] {
			out = append(out, way{from: raiser, raised: true})
		}
		out = b.block(s.Finally, out)
	}
	return out
}

// stopping says whether the script or function may end at a statement.
type stopping uint8

const (
	never stopping = iota
	sometimes
	always
)

// stops looks for calls that end the script: st.stop, st.rerun, sys.exit, and functions of the app that call them.
func (b *graphBuilder) stops(s python.Stmt) stopping {
	out := never
	EachExpression(s, func(inner python.Expr) {
		call, ok := inner.(*python.Call)
		if !ok {
			return
		}
		c := b.Slicer.calls[call]
		switch {
		case c == nil:
		case c.Entry != nil && c.Entry.Stops && !c.Unknown && len(c.Callees) == 0:
			if stmt, ok := s.(*python.ExprStmt); ok && stmt.Value == inner {
				out = always
			}
			out = max(out, sometimes)
		case mayStop(c.Callees):
			out = max(out, sometimes)
		}
	})
	return out
}

// mayStop reports whether any of these functions may end the script.
func mayStop(list []*Function) bool {
	return slices.ContainsFunc(list, func(fn *Function) bool { return fn.MayStop })
}
