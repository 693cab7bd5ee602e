package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// region is a piece of a user interface function that becomes an operation.
type region struct {
	fn      *flow.Function
	stmts   []python.Stmt // in source order
	handler bool          // what a button, form or message runs
	trigger string
	start   int  // where its if begins
	pressed bool // somebody pressed something for it
	effects catalogue.Effects
	sql     []string

	computes bool   // it reads and writes nothing outside by itself
	section  bool   // the page computes in several places, here in one
	job      bool   // it has code run by somebody else
	presumed string // what unknown calls say by their names
	file     bool   // it makes a download
	label    string // of the button that runs it, or of what it is shown under
}

// regions finds the operations that are no functions: blocks of handlers, and runs of statements.
func (a *auditor) regions() []*Operation {
	var out []*Operation
	mentioned := a.mentioned()
	for _, fn := range a.Program.Functions {
		if !a.isUI(fn) || a.ops[fn] != nil || a.replaced(fn) || a.isDead(fn, mentioned) {
			continue
		}
		body := bodyOf(fn)
		c := &cutter{auditor: a, fn: fn}
		c.downloads()
		c.block(body, "")
		c.endRun()
		mine := len(out)
		for i, r := range c.result() {
			op := a.regionOperation(r)
			op.From.Ordinal = i + 1
			if same := sameLoad(out, op); same != nil {
				same.Callers = append(same.Callers, op.Callers...)
				continue
			}
			out = append(out, op)
		}
		hidePreviews(out[mine:])
	}
	return out
}

// sameLoad is the query that another page makes with the same statements and nothing from the user: it is one operation.
func sameLoad(list []*Operation, op *Operation) *Operation {
	if op.Kind != Query || len(op.Inputs) > 0 {
		return nil
	}
	for _, other := range list {
		if other.Kind == Query && other.From.Fingerprint == op.From.Fingerprint && other.From.File != op.From.File {
			return other
		}
	}
	return nil
}

// cutter collects the regions of one function.
type cutter struct {
	*auditor
	fn       *flow.Function
	run      []python.Stmt
	runIO    bool
	queries  []*region
	computed [][]python.Stmt      // runs that only compute
	files    map[python.Stmt]bool // end in a download
	runFile  bool
	handling bool // inside a handler
	pressing bool // inside one that somebody pressed something for
}

// block walks statements in order.
func (c *cutter) block(list []python.Stmt, trigger string) {
	for _, s := range list {
		c.statement(s, trigger)
	}
}

func (c *cutter) statement(s python.Stmt, trigger string) {
	switch s := s.(type) {
	case *python.FunctionDef, *python.ClassDef, *python.Import, *python.ImportFrom, *python.Global, *python.Nonlocal, *python.Pass:
		return
	case *python.If:
		if isMain(s) && !c.fn.Module.Page {
			return
		}
		if t := c.triggerIn(c.fn, s.Test); t != "" {
			c.endRun()
			c.handler(s, t)
			c.block(s.OrElse, trigger)
			return
		}
	}
	blocks := python.Blocks(s)
	if len(blocks) == 0 {
		c.simple(s)
		return
	}
	if _, with := s.(*python.With); with && c.readsSeveral(blocks[0]) {
		c.endRun()
		c.block(blocks[0], trigger)
		c.endRun()
		return
	}
	if c.movable(s) {
		c.simple(s)
		return
	}
	c.endRun()
	if io, _ := c.kindOfStatement(s); io || c.files[s] {
		c.simple(s)
	}
	for _, b := range blocks {
		c.block(b, trigger)
		c.endRun()
	}
}

// movable reports whether a compound statement holds nothing of the page, so that it can be cut out as a whole.
func (c *cutter) movable(s python.Stmt) bool { return isMovable(c.fn, s) }

func isMovable(fn *flow.Function, s python.Stmt) bool {
	page := catalogue.Of(catalogue.Draws, catalogue.Asks, catalogue.Control, catalogue.StateWrite, catalogue.Feedback)
	return !fn.EffectsIn(s.Span()).Any(page)
}

// part is what a region has of a statement: all of it, or only the head where the page goes on inside.
func (r *region) part(s python.Stmt) diag.Span {
	if r.handler || len(python.Blocks(s)) > 0 && !isMovable(r.fn, s) {
		return headOf(s)
	}
	return s.Span()
}

// simple adds a statement to the run, or ends it.
func (c *cutter) simple(s python.Stmt) {
	io, computes := c.kindOfStatement(s)
	switch {
	case c.endsInFile(s):
		c.run, c.runIO, c.runFile = append(c.run, s), true, true
	case io:
		if c.startsAnother(s) {
			c.endRun()
		}
		c.run, c.runIO = append(c.run, s), true
	case computes, c.runIO && c.setsColumn(s):
		c.run = append(c.run, s)
	}
	if c.fn.EffectsIn(headOf(s)).Any(catalogue.Of(catalogue.Draws, catalogue.Asks)) {
		c.endRun()
	}
}

// setsColumn reports whether a statement gives a table that the run has read another column.
func (c *cutter) setsColumn(s python.Stmt) bool {
	assign, ok := s.(*python.Assign)
	if !ok || len(assign.Targets) != 1 {
		return false
	}
	item, ok := assign.Targets[0].(*python.Subscript)
	if !ok {
		return false
	}
	table, ok := item.Value.(*python.Name)
	return ok && slices.ContainsFunc(c.run, func(before python.Stmt) bool {
		return slices.Contains(c.Program.Facts(c.fn, before).Defines, table.ID)
	})
}

// headOf is a statement without the blocks in it.
func headOf(s python.Stmt) diag.Span {
	span := s.Span()
	for _, b := range python.Blocks(s) {
		if len(b) > 0 {
			span.End = min(span.End, b[0].Span().Start)
		}
	}
	return span
}

// endRun ends a run: with a query or write it is an operation of its own, else it is part of what the page computes.
func (c *cutter) endRun() {
	if len(c.run) > 0 {
		if c.runIO {
			c.queries = append(c.queries, &region{fn: c.fn, stmts: c.run, file: c.runFile})
		} else {
			c.computed = append(c.computed, c.run)
		}
	}
	c.run, c.runIO, c.runFile = nil, false, false
}

// handler looks at the block of a button, form or message: with I/O of its own it is one operation, all of it, and
// handlers inside it are others.
func (c *cutter) handler(s *python.If, trigger string) {
	r := &region{fn: c.fn, handler: true, trigger: trigger, label: c.labelOf(s.Test), start: s.Span().Start, pressed: c.pressing || trigger != onUpload}
	var computes []python.Stmt
	io, outer, press := false, c.handling, c.pressing
	c.handling, c.pressing = true, r.pressed
	var walk func([]python.Stmt)
	walk = func(list []python.Stmt) {
		for _, st := range list {
			if inner, ok := st.(*python.If); ok {
				if t := c.triggerIn(c.fn, inner.Test); t != "" {
					c.handler(inner, t)
					walk(inner.OrElse)
					continue
				}
			}
			r.stmts = append(r.stmts, st)
			isIO, isComputed := c.kindOfStatement(st)
			table, code := c.handsOver(headOf(st))
			io = io || isIO && !c.showsResult(st, s) || table || code || c.files[st] && !c.runsOperation(spanOf(s.Body))
			r.job = r.job || code
			r.file = r.file || c.files[st] || c.offers(headOf(st))
			if isComputed {
				computes = append(computes, st)
			}
			for _, b := range python.Blocks(st) {
				walk(b)
			}
		}
	}
	walk(s.Body)
	c.handling, c.pressing = outer, press
	switch {
	case io || c.worksOut(r) || c.chains(r.stmts):
		c.queries = append(c.queries, r)
	case len(computes) > 0:
		c.computed = append(c.computed, computes)
	}
}

// showsResult reports whether a statement of a handler only reads a file while an operation that the handler calls does
// the work: it shows what the operation left.
func (c *cutter) showsResult(st python.Stmt, handler *python.If) bool {
	if c.fn.EffectsIn(headOf(st))&outward != catalogue.Of(catalogue.FileRead) {
		return false
	}
	span := spanOf(handler.Body)
	return slices.ContainsFunc(c.fn.CallsIn(span), func(call *flow.Call) bool {
		return slices.ContainsFunc(call.Callees, func(callee *flow.Function) bool { return c.ops[callee] != nil })
	})
}

// labelOf is the literal label of a trigger in a condition.
func (c *cutter) labelOf(test python.Expr) string {
	out, fallback := "", ""
	flow.EachPart(test, func(e python.Expr) {
		call, ok := e.(*python.Call)
		if name, isName := e.(*python.Name); isName {
			if sym := c.fn.Module.Names.Variable(name); sym != nil {
				for _, b := range sym.Bindings {
					if assign, isAssign := b.Stmt.(*python.Assign); isAssign {
						if call, ok = assign.Value.(*python.Call); ok {
							break
						}
					}
				}
			}
		}
		if !ok || out != "" {
			return
		}
		if known := c.Program.CallOf(call); known != nil && known.Entry != nil && known.Entry.Widget != "" {
			label, _ := stringOf(argument(known, "label"))
			if known.Entry.Widget == "file" {
				fallback = label
			} else {
				out = label
			}
		}
	})
	if out == "" {
		return fallback
	}
	return out
}

// kindOfStatement reports whether a statement itself reads or writes outside, and whether it computes over tables. Of
// a compound statement the header counts, unless it can be cut out as a whole.
func (c *cutter) kindOfStatement(s python.Stmt) (io, computes bool) {
	span := headOf(s)
	if len(python.Blocks(s)) > 0 && c.movable(s) {
		span = s.Span()
	}
	_, asks := s.(*python.If) // whether something is there
	dressed := asks && span != s.Span() || c.callsUI(span)
	for _, e := range c.fn.EventsIn(span) {
		if c.outside(e) && !(dressed && isListing(e.Name)) {
			io = true
		}
	}
	for _, call := range c.fn.CallsIn(span) {
		io = io || c.readsUpload(c.fn, call) || c.worksOutBy(c.fn, call)
	}
	return io, c.computesIn(s, span) || c.reckons(s)
}

// callsUI reports whether a part of a function calls one that draws: what lists files there only tells it what to show.
func (c *cutter) callsUI(span diag.Span) bool {
	return slices.ContainsFunc(c.fn.CallsIn(span), func(call *flow.Call) bool { return slices.ContainsFunc(call.Callees, c.isUI) })
}

func isListing(name string) bool {
	return slices.Contains([]string{"iterdir", "glob", "rglob", "iglob", "listdir", "scandir"}, last(name))
}

// outside reports whether an event is a query, a write, a request or a file of the region itself: not what makes a
// connection, looks whether a file is there, or reads what only decorates the page.
func (c *cutter) outside(e *flow.Event) bool {
	if c.presumed(c.fn, e) != "" {
		return true
	}
	if e.Kind == flow.ImportRun || e.Kind == flow.UnknownCall || !e.All().Any(outward) {
		return false
	}
	if e.Callee != nil {
		return c.carried[e.Callee] != "" || c.ops[e.Callee] == nil && c.liftable(e.Callee) && !isResource(returnsOf(e.Callee)) && c.worth(e.Callee)
	}
	if isLook(e.Name) || setsUp(e) && !c.makesNamed(e) || strings.HasPrefix(e.Name, "threading.Lock.") && !c.handling || strings.HasPrefix(e.Name, "asyncio.") {
		return false
	}
	call, ok := e.Node.(*python.Call)
	if !ok {
		return e.Effects.Any(catalogue.Of(catalogue.DB, catalogue.DBRead, catalogue.DBWrite))
	}
	if len(e.SQL) == 0 && isResource(c.Program.TypeOf(c.fn, call)) || !e.Effects.Has(catalogue.FileWrite) && decorates(call) {
		return false
	}
	return true
}

// makesNamed reports whether a handler makes the folder that the user named.
func (c *cutter) makesNamed(e *flow.Event) bool {
	call, ok := e.Node.(*python.Call)
	if !ok || !c.handling || !slices.Contains([]string{"mkdir", "makedirs"}, last(e.Name)) {
		return false
	}
	named := slices.Clone(call.Args)
	if method, isMethod := call.Func.(*python.Attribute); isMethod {
		named = append(named, method.Value)
	}
	return slices.ContainsFunc(named, func(arg python.Expr) bool {
		return slices.ContainsFunc(c.sourcesOf(c.fn, arg), func(s origin) bool { return s.kind == "widget" })
	})
}

// setsUp reports whether an event prepares or ends rather than does: connections, schema, folders.
func setsUp(e *flow.Event) bool {
	switch last(e.Name) {
	case "connect", "cursor", "close", "load_dotenv", "commit", "rollback", "makedirs", "mkdir", "create_all", "begin", "__enter__", "__exit__", "create_engine", "configure", "ThreadPoolExecutor",
		"ProcessPoolExecutor":
		return true
	}
	return len(e.SQL) > 0 && !slices.ContainsFunc(e.SQL, func(v string) bool {
		return !slices.Contains([]string{"CREATE", "ALTER", "PRAGMA"}, v)
	})
}

// decorates reports whether a call opens a file that is part of the page's looks.
func decorates(call *python.Call) bool {
	found := false
	for _, arg := range call.Args {
		flow.EachPart(arg, func(e python.Expr) {
			text, ok := stringOf(e)
			if !ok {
				return
			}
			for _, end := range []string{".css", ".html", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".md", ".ico", ".webp", ".js"} {
				if strings.HasSuffix(strings.ToLower(text), end) {
					found = true
				}
			}
		})
	}
	return found
}
