package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// requestKind is a way to ask for a file.
type requestKind uint8

const (
	importRequest     requestKind = iota
	fromRequest                   // from x import y
	dynamicRequest                // importlib.import_module(x)
	pageRequest                   // st.Page(x)
	runRequest                    // exec(open(x).read()), runpy.run_path(x)
	loadRequest                   // spec_from_file_location(name, x)
	pathRequest                   // a string or path that ends in .py
	navigationRequest             // st.navigation: asks for nothing itself
	editRequest                   // sys.path.append(x): lets others be found
)

// request is one place of a module that asks for a file.
type request struct {
	kind     requestKind
	node     python.Node
	module   string // of imports
	level    int
	name     string // of from imports; *
	expr     python.Expr
	scope    *Scope // where expr stands
	optional bool   // in a try that catches a failed import
	many     bool   // of edits: expr holds several folders
	front    bool   // of edits: before all others
}

// collector finds the requests of one module.
type collector struct {
	*Module
	scope    *Scope
	requests []request
	claimed  map[python.Expr]bool // paths that a call has asked for already
	optional int
}

// requestsOf lists all places of a module that ask for a file, in source order.
func requestsOf(m *Module) []request {
	c := &collector{Module: m, scope: m.Names.Top, claimed: map[python.Expr]bool{}}
	c.block(m.File.Module.Body)
	return c.requests
}

func (c *collector) block(list []python.Stmt) {
	for i, s := range list {
		if e, ok := s.(*python.ExprStmt); ok && i == 0 && isText(e.Value) {
			continue // a docstring names no file
		}
		c.stmt(s)
	}
}

func isText(e python.Expr) bool {
	c, ok := e.(*python.Constant)
	return ok && c.Kind == python.Str
}

func (c *collector) stmt(s python.Stmt) {
	eachStmtExpr(s, c.expr)
	switch s := s.(type) {
	case *python.Import:
		for _, alias := range s.Names {
			c.add(request{kind: importRequest, node: alias, module: alias.Name})
		}
	case *python.ImportFrom:
		for _, alias := range s.Names {
			c.add(request{kind: fromRequest, node: alias, module: s.Module, level: s.Level, name: alias.Name})
		}
	case *python.AugAssign:
		if qualified(c.scope, s.Target) == "sys.path" {
			c.add(request{kind: editRequest, node: s, expr: s.Value, many: true})
		}
	case *python.FunctionDef:
		c.inside(s, s.Body)
	case *python.ClassDef:
		c.inside(s, s.Body)
	case *python.Try:
		caught := 0
		if catchesImport(s) {
			caught = 1
		}
		c.optional += caught
		c.block(s.Body)
		c.optional -= caught
		for _, h := range s.Handlers {
			c.block(h.Body)
		}
		c.block(s.OrElse)
		c.block(s.Finally)
	default:
		for _, body := range python.Blocks(s) {
			c.block(body)
		}
	}
}

func (c *collector) inside(node python.Node, body []python.Stmt) {
	outer := c.scope
	c.scope = c.Names.Opened[node]
	c.block(body)
	c.scope = outer
}

// catchesImport reports whether a try goes on when an import in it fails.
func catchesImport(t *python.Try) bool {
	for _, h := range t.Handlers {
		types := []python.Expr{h.Type}
		if tuple, ok := h.Type.(*python.Tuple); ok {
			types = tuple.Elts
		}
		for _, one := range types {
			name, ok := one.(*python.Name)
			if one == nil || ok && (name.ID == "ImportError" || name.ID == "ModuleNotFoundError" || name.ID == "Exception" || name.ID == "BaseException") {
				return true
			}
		}
	}
	return false
}

func (c *collector) add(r request) {
	r.scope, r.optional = c.scope, c.optional > 0
	c.requests = append(c.requests, r)
}

// expr looks for calls and paths in an expression, outermost first.
func (c *collector) expr(e python.Expr) {
	if c.claimed[e] {
		return // what it is made of was looked at with it
	}
	if opened := c.Names.Opened[e]; opened != nil {
		outer := c.scope
		c.scope = opened
		eachExpr(e, c.expr)
		c.scope = outer
		return
	}
	switch e := e.(type) {
	case *python.Call:
		c.call(e)
		if c.claimed[e] {
			return
		}
	case *python.Constant, *python.BinOp, *python.JoinedStr:
		if endsInPython(e) {
			c.add(request{kind: pathRequest, node: e, expr: e})
			return
		}
	}
	eachExpr(e, c.expr)
}

// endsInPython reports whether the last piece of an expression is text that ends in .py.
func endsInPython(e python.Expr) bool {
	switch e := e.(type) {
	case *python.Constant:
		return e.Kind == python.Str && strings.HasSuffix(e.Text, ".py") && len(e.Text) < 300 && !strings.ContainsAny(e.Text, "\n*")
	case *python.BinOp:
		return (e.Op == python.Div || e.Op == python.Add) && endsInPython(e.Right)
	case *python.JoinedStr:
		return len(e.Values) > 0 && endsInPython(e.Values[len(e.Values)-1])
	}
	return false
}

// call looks at calls that run, load or show a file.
func (c *collector) call(e *python.Call) {
	name := qualified(c.scope, e.Func)
	switch name {
	case "importlib.import_module", "__import__":
		c.claim(dynamicRequest, e, argument(e, 0, "name"))
	case "streamlit.Page", "streamlit.switch_page", "streamlit.page_link", "streamlit.navigation.Page":
		c.claim(pageRequest, e, argument(e, 0, "page"))
	case "streamlit.navigation", "streamlit.experimental_navigation":
		c.add(request{kind: navigationRequest, node: e})
	case "runpy.run_path":
		c.claim(runRequest, e, argument(e, 0, "path_name"))
	case "importlib.util.spec_from_file_location":
		c.claim(loadRequest, e, argument(e, 1, "location"))
	case "importlib.machinery.SourceFileLoader":
		c.claim(loadRequest, e, argument(e, 1, "path"))
	case "exec":
		if file := fileRead(c.scope, argument(e, 0, "")); file != nil {
			c.claim(runRequest, e, file)
		}
	case "os.path.join", "pathlib.Path", "pathlib.PurePath":
		if len(e.Args) > 1 && endsInPython(e.Args[len(e.Args)-1]) {
			c.claim(pathRequest, e, e)
		}
	default:
		if edit, ok := editRequestOf(name, e); ok {
			c.add(edit)
		} else if a, ok := e.Func.(*python.Attribute); ok && a.Attr == "joinpath" && len(e.Args) > 0 && endsInPython(e.Args[len(e.Args)-1]) {
			c.claim(pathRequest, e, e)
		}
	}
}

// claim asks for what an expression names, and keeps it from being looked at as a path of its own.
func (c *collector) claim(kind requestKind, node python.Node, e python.Expr) {
	if e == nil {
		return
	}
	c.claimed[e] = true
	c.add(request{kind: kind, node: node, expr: e})
}

// argument is the expression given for a parameter; nil when there is none.
func argument(call *python.Call, position int, name string) python.Expr {
	if position < len(call.Args) {
		for _, a := range call.Args[:position+1] {
			if _, starred := a.(*python.Starred); starred {
				return nil
			}
		}
		return call.Args[position]
	}
	for _, k := range call.Keywords {
		if k.Name == name && name != "" {
			return k.Value
		}
	}
	return nil
}

// fileRead is the path in open(path).read(), Path(path).read_text() and compile of those, which exec then runs.
func fileRead(scope *Scope, e python.Expr) python.Expr {
	call, ok := e.(*python.Call)
	if !ok {
		if name, isName := e.(*python.Name); isName {
			if value := assignedOnce(scope.Lookup(name.ID)); value != nil {
				return fileRead(scope, value)
			}
		}
		return nil
	}
	if qualified(scope, call.Func) == "compile" {
		return fileRead(scope, argument(call, 0, "source"))
	}
	method, ok := call.Func.(*python.Attribute)
	if !ok {
		return nil
	}
	switch method.Attr {
	case "read":
		opened, ok := method.Value.(*python.Call)
		if !ok {
			return withOpened(scope, method.Value)
		}
		if qualified(scope, opened.Func) == "open" {
			return argument(opened, 0, "file")
		}
		if a, ok := opened.Func.(*python.Attribute); ok && a.Attr == "open" {
			return a.Value
		}
	case "read_text", "read_bytes":
		return method.Value
	}
	return nil
}

// withOpened is the path of `with open(path) as f`, for the name f.
func withOpened(scope *Scope, e python.Expr) python.Expr {
	name, ok := e.(*python.Name)
	if !ok {
		return nil
	}
	sym := scope.Lookup(name.ID)
	if sym == nil {
		return nil
	}
	for _, b := range sym.Bindings {
		with, ok := b.Stmt.(*python.With)
		if !ok || b.Kind != WithName {
			continue
		}
		for _, item := range with.Items {
			opened, ok := item.Context.(*python.Call)
			if ok && item.Target == b.Node && qualified(b.Scope, opened.Func) == "open" {
				return argument(opened, 0, "file")
			}
		}
	}
	return nil
}
