package flow

import (
	"sort"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// FunctionClass says what a function has to do with the page, callees included.
type FunctionClass uint8

// The classes.
const (
	Pure          FunctionClass = iota // nothing of Streamlit; a cache decorator does not count
	StateOnly                          // reads or writes session state, query parameters, secrets, connections, identity
	FeedbackOnly                       // tells how work goes, or stops: error, warning, info, success, spinner, progress, status
	Mixed                              // anything else
	UserInterface                      // most of its statements are calls of Streamlit, or of functions of this class
)

// String is the class as streamlit-apps and JSON name it.
func (c FunctionClass) String() string {
	return [...]string{"pure", "state", "feedback", "mixed", "ui"}[c]
}

// marks say what an event means for the class of the function.
type marks uint8

const (
	drawMark     marks = 1 << iota // draws or asks
	stateMark                      // state, secrets, identity, connections
	feedbackMark                   // feedback and stop
	otherMark                      // controls the run, or is another part of Streamlit
	markCount    = 4
)

// marksOf says what a described use or call means for the class.
func marksOf(e *catalogue.Entry, effects catalogue.Effects) marks {
	if e.Library != "streamlit" && !e.Component {
		return 0
	}
	var m marks
	if effects.Any(catalogue.Of(catalogue.Draws, catalogue.Asks)) {
		m |= drawMark
	}
	if effects.Has(catalogue.Feedback) {
		m |= feedbackMark
	}
	if effects.Has(catalogue.Control) {
		if e.Name == "streamlit.stop" {
			m |= feedbackMark
		} else {
			m |= otherMark
		}
	}
	if effects.Any(catalogue.Of(catalogue.StateRead, catalogue.StateWrite, catalogue.SecretsRead, catalogue.IdentityRead)) {
		m |= stateMark
	}
	if m == 0 && e.Library == "streamlit" {
		m = otherMarks(e)
	}
	return m
}

// otherMarks are those of names without effects: values of Streamlit count when they are used, its exceptions,
// caches, uploads and versions do not.
func otherMarks(e *catalogue.Entry) marks {
	name := strings.TrimPrefix(e.Name, "streamlit.")
	switch name {
	case "session_state", "query_params", "secrets":
		return stateMark
	case "sidebar", "bottom", "version", "__version__", "cache_data", "cache_resource", "cache", "experimental_memo",
		"experimental_singleton", "column_config":
		return 0
	}
	for _, prefix := range []string{"UploadedFile", "Selection", "errors", "logger", "testing", "Page."} {
		if strings.HasPrefix(name, prefix) {
			return 0
		}
	}
	if strings.HasPrefix(name, "SQLConnection") {
		return stateMark
	}
	if e.Value {
		return 0
	}
	return otherMark
}

// uiShare is the part of a function's statements, in percent, from which it counts as user interface.
const uiShare = 60

// statementSpan is a statement without the blocks in it.
type statementSpan struct{ start, end int }

// count notes a statement for the share of user interface. Definitions, imports, docstrings and pass are left out.
func (ev *evaluator) count(s python.Stmt) {
	if !ev.record || ev.class != nil {
		return
	}
	switch s := s.(type) {
	case *python.FunctionDef, *python.ClassDef, *python.Import, *python.ImportFrom, *python.Pass, *python.Global, *python.Nonlocal:
		return
	case *python.ExprStmt:
		if _, ok := s.Value.(*python.Constant); ok {
			return
		}
	}
	span := s.Span()
	end := span.End
	for _, body := range python.Blocks(s) {
		if len(body) > 0 {
			end = min(end, body[0].Span().Start)
		}
	}
	ev.fn.spans = append(ev.fn.spans, statementSpan{span.Start, end})
}

// magic is Streamlit's: a bare expression of a page is shown, unless it is a call or a docstring.
func (ev *evaluator) magic(s *python.ExprStmt, _ Value) {
	if !ev.record || !ev.fn.Module.Page {
		return
	}
	switch e := s.Value.(type) {
	case *python.Call, *python.Await, *python.Yield, *python.YieldFrom:
		return
	case *python.Constant:
		if e.Kind != python.Str || ev.isDocstring(s) {
			return
		}
	}
	ev.event(Event{
		Kind: LibraryUse, Node: s, Name: "streamlit.write", Effects: catalogue.Of(catalogue.Draws), Library: "streamlit", marks: drawMark,
	})
}

func (ev *evaluator) isDocstring(s *python.ExprStmt) bool {
	var body []python.Stmt
	switch node := ev.fn.Node.(type) {
	case *python.Module:
		body = node.Body
	case *python.FunctionDef:
		body = node.Body
	}
	if ev.class != nil {
		body = ev.class.Node.Body
	}
	return len(body) > 0 && body[0] == python.Stmt(s)
}

// classifyAll decides the classes from the marks and, between mixed and user interface, from the statements. A
// function that becomes user interface may make its callers so.
func (p *Program) classifyAll(callers map[*Function][]caller) {
	var queue []*Function
	for _, fn := range p.Functions {
		queue = append(queue, fn)
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		if fn.Class == UserInterface {
			continue
		}
		if fn.classify(); fn.Class != UserInterface {
			continue
		}
		for _, c := range callers[fn] {
			queue = append(queue, c.fn)
		}
	}
}

// ReportsOnly tells a function that has nothing of Streamlit but state and feedback, callees included.
func (fn *Function) ReportsOnly() bool { return fn.marks&^(stateMark|feedbackMark) == 0 }

// classify decides the class from the marks and, where there are several, the statements.
func (fn *Function) classify() {
	switch fn.marks {
	case 0:
		fn.Class = Pure
	case stateMark:
		fn.Class = StateOnly
	case feedbackMark:
		fn.Class = FeedbackOnly
	default:
		fn.Class = Mixed
		if fn.marks&(drawMark|otherMark) != 0 && fn.uiPercent() >= uiShare {
			fn.Class = UserInterface
		}
	}
}

// uiPercent is the share of statements that call Streamlit or a function that is user interface.
func (fn *Function) uiPercent() int {
	if len(fn.spans) == 0 {
		if _, lambda := fn.Node.(*python.Lambda); lambda {
			return 100
		}
		return 0
	}
	spans := fn.spans
	sort.Slice(spans, func(i, j int) bool { return spans[i].start < spans[j].start })
	ui := make([]bool, len(spans))
	count := 0
	for i := range fn.Events {
		e := &fn.Events[i]
		shows := e.marks&(drawMark|feedbackMark|otherMark) != 0
		if e.Callee != nil && e.Kind != ImportRun {
			shows = shows || e.Callee.Class == UserInterface
		}
		if !shows {
			continue
		}
		at := sort.Search(len(spans), func(i int) bool { return spans[i].start > e.Span().Start }) - 1
		if at >= 0 && e.Span().Start < spans[at].end && !ui[at] {
			ui[at] = true
			count++
		}
	}
	return 100 * count / len(spans)
}

// why gives the chain of events that decided the class.
func (p *Program) why(fn *Function) []Step {
	switch fn.Class {
	case Pure:
		return nil
	case StateOnly:
		return p.markChain(fn, 1)
	case FeedbackOnly:
		return p.markChain(fn, 2)
	}
	if fn.marks&drawMark != 0 {
		return p.markChain(fn, 0)
	}
	if fn.marks&otherMark != 0 {
		return p.markChain(fn, 3)
	}
	return append(p.markChain(fn, 1), p.markChain(fn, 2)...)
}
