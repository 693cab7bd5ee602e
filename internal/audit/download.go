package audit

import (
	"regexp"
	"slices"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// What a manifest takes as a media type and as the name of a file.
var (
	mediaType = regexp.MustCompile(`^[a-z]+/[a-z0-9.+-]+$`)
	fileName  = regexp.MustCompile(`^[\w][\w. -]{0,99}$`)
)

// downloads finds the statements of a function whose values end in a download: the file that they make is the
// operation.
func (c *cutter) downloads() {
	c.files = map[python.Stmt]bool{}
	for _, call := range c.fn.Calls {
		if call.Entry == nil || call.Entry.Name != "streamlit.download_button" && last(call.Entry.Name) != "download_button" {
			continue
		}
		data := call.Argument("data")
		if data == nil {
			continue
		}
		if here := c.spotOf(c.fn, call.Node); here != nil && (c.makesFile(data) || isHeader(here)) {
			c.files[here.stmt] = true
		}
		for _, s := range c.definitions(data) {
			if c.makesFileIn(s) {
				c.files[s] = true
			}
		}
	}
}

// endsInFile reports whether a statement, or one inside it that is cut out with it, makes the bytes of a download.
func (c *cutter) endsInFile(s python.Stmt) bool {
	found := c.files[s]
	if len(python.Blocks(s)) > 0 && c.movable(s) {
		flow.EachStatement([]python.Stmt{s}, func(inner python.Stmt) bool {
			found = found || c.files[inner]
			return true
		})
	}
	return found
}

// offered reports whether what a page computes ends in a download, and the page makes no other file.
func (c *cutter) offered(stmts []python.Stmt) bool {
	if len(c.files) > 0 || slices.ContainsFunc(c.queries, func(r *region) bool { return r.file }) {
		return false
	}
	for _, call := range c.fn.Calls {
		if !isDownload(call) {
			continue
		}
		for _, part := range c.slicer.Backward(c.fn, call.Argument("data")).Parts {
			if part.Function == c.fn && slices.ContainsFunc(part.Statements, func(s python.Stmt) bool { return slices.Contains(stmts, s) }) {
				return true
			}
		}
	}
	return false
}

// offers reports whether a download stands in a part of the function.
func (c *cutter) offers(span diag.Span) bool {
	return slices.ContainsFunc(c.fn.CallsIn(span), isDownload)
}

// isDownloaded reports whether the page that runs an operation offers what it gives as a download: the value, or the file
// that it names.
func (a *auditor) isDownloaded(op *Operation, sites []site) bool {
	return slices.ContainsFunc(sites, func(s site) bool {
		return slices.ContainsFunc(s.in.Calls, func(c *flow.Call) bool {
			return isDownload(c) && slices.ContainsFunc(a.sourcesOf(s.in, c.Argument("data")), func(src origin) bool { return src.operation == op })
		})
	})
}

func isDownload(c *flow.Call) bool {
	return c.Entry != nil && last(c.Entry.Name) == "download_button" && c.Argument("data") != nil
}

func isHeader(s *spot) bool { return len(python.Blocks(s.stmt)) > 0 }

// definitions are the statements of the function that give the names in an expression their values, and the with
// statements that do.
func (c *cutter) definitions(e python.Expr) []python.Stmt {
	var out []python.Stmt
	flow.EachPart(e, func(part python.Expr) {
		name, ok := part.(*python.Name)
		if !ok {
			return
		}
		sym := c.fn.Module.Names.Variable(name)
		if sym == nil || sym.Owner != c.fn.Scope {
			return
		}
		for _, b := range sym.Bindings {
			if b.Stmt != nil && !slices.Contains(out, b.Stmt) {
				out = append(out, b.Stmt)
			}
		}
	})
	return out
}

// makesFileIn reports whether a statement of the page itself turns something into the bytes of a file.
func (c *cutter) makesFileIn(s python.Stmt) bool {
	found := false
	flow.EachExpression(s, func(e python.Expr) {
		if c.serialises(e) {
			found = true
		}
	})
	return found
}

func (c *cutter) makesFile(e python.Expr) bool {
	found := false
	flow.EachPart(e, func(part python.Expr) {
		if c.serialises(part) {
			found = true
		}
	})
	return found
}

// serialises reports whether an expression turns a value into text or bytes, or opens a file.
func (c *cutter) serialises(e python.Expr) bool {
	call, ok := e.(*python.Call)
	if !ok {
		return false
	}
	known := c.Program.CallOf(call)
	if known == nil {
		return false
	}
	if len(known.Callees) > 0 {
		return slices.ContainsFunc(known.Callees, func(fn *flow.Function) bool {
			return c.ops[fn] == nil && fn.Def() != nil && (outputOf(returnsOf(fn)) == "file" || c.isTableHelper(fn))
		})
	}
	return known.Unknown && c.isImported(c.fn, call.Func) || c.isRoughlyKnown(c.fn, known) ||
		slices.Contains([]string{"to_csv", "to_excel", "to_json", "to_parquet", "dumps", "getvalue", "BytesIO", "StringIO", "ZipFile", "ExcelWriter", "open"}, last(known.Name))
}

// namesOfFiles takes the media type and the name of a file from the button that offers it.
func (a *auditor) namesOfFiles() {
	for _, fn := range a.Program.Functions {
		if !a.isUI(fn) {
			continue
		}
		for _, call := range fn.Calls {
			if call.Entry == nil || call.Entry.Name != "streamlit.download_button" {
				continue
			}
			data := call.Argument("data")
			if data == nil {
				continue
			}
			for _, src := range a.sourcesOf(fn, data) {
				if src.operation != nil && src.operation.Kind == File {
					a.nameFile(fn, call, src.operation)
				}
			}
		}
	}
}

// nameFile notes what a download button says of its file, as far as constants say it.
func (a *auditor) nameFile(fn *flow.Function, call *flow.Call, op *Operation) {
	for param, target := range map[string]*string{"mime": &op.Output.Media, "file_name": &op.Output.FileName} {
		e := call.Argument(param)
		if e == nil {
			continue
		}
		v, _ := a.constant(fn, e)
		said, ok := v.(string)
		if ok && (param == "mime" && mediaType.MatchString(said) || param == "file_name" && fileName.MatchString(said)) {
			*target = said
		}
	}
}
