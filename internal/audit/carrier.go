package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// manyErrands is how many different texts a carrier must be given to be one.
const manyErrands = 2

// carriers finds the functions that only carry what their callers ask: they hand the text of a parameter on as a
// statement or as the path of a request, and callers give them different texts. What is asked for is decided at the
// calls, so the calls are operations and the carrier is none.
func (a *auditor) readCarriers() {
	for changed := true; changed; {
		changed = false
		for _, fn := range a.Program.Functions {
			if a.carried[fn] == "" && fn.Def() != nil {
				if p := a.carries(fn); p != "" {
					a.carried[fn], changed = p, true
				}
			}
		}
	}
	kept := map[*flow.Function]string{}
	for fn, p := range a.carried {
		if len(a.errands(fn, p, map[*flow.Function]bool{})) >= manyErrands {
			kept[fn] = p
		}
	}
	a.carried = kept
}

// carries is the parameter whose text a function hands on.
func (a *auditor) carries(fn *flow.Function) string {
	params := parameters(fn)
	for _, c := range fn.Calls {
		for _, e := range a.errandOf(c) {
			if name := leads(e); name != nil && slices.Contains(params, name.ID) {
				return name.ID
			}
		}
	}
	return ""
}

// errandOf are the arguments of a call that say what is asked: SQL, the address of a request, what a carrier takes.
func (a *auditor) errandOf(c *flow.Call) []python.Expr {
	var out []python.Expr
	if c.Entry != nil && c.Entry.SQL != "" {
		out = append(out, argument(c, c.Entry.SQL))
	}
	if c.Entry != nil && c.Entry.Effects.Any(effectsOf(catalogue.NetRead, catalogue.NetWrite)) {
		if slices.Contains(c.Entry.Params, "url") {
			out = append(out, argument(c, "url"))
		} else if len(c.Node.Args) > 0 && slices.Contains([]string{"requests", "httpx", "aiohttp"}, c.Entry.Library) {
			out = append(out, c.Node.Args[0])
		}
	}
	for _, callee := range c.Callees {
		if p := a.carried[callee]; p != "" {
			if e, _ := flow.ArgumentFor(callee, c, p); e != nil {
				out = append(out, e)
			}
		}
	}
	return out
}

// leads is the name that an errand is, or ends in: sql, text(sql), base + path, f"{base}{path}".
func leads(e python.Expr) *python.Name {
	switch e := e.(type) {
	case *python.Name:
		return e
	case *python.BinOp:
		return leads(e.Right)
	case *python.FormattedValue:
		return leads(e.Value)
	case *python.JoinedStr:
		if n := len(e.Values); n > 0 {
			return leads(e.Values[n-1])
		}
	case *python.Call:
		if method, ok := e.Func.(*python.Attribute); ok && strings.HasSuffix(method.Attr, "strip") {
			return leads(method.Value)
		}
		if len(e.Args) == 1 {
			return leads(e.Args[0])
		}
	}
	return nil
}

// errands are the different texts that callers write for a parameter, also through other carriers.
func (a *auditor) errands(fn *flow.Function, param string, seen map[*flow.Function]bool) map[string]bool {
	out := map[string]bool{}
	if seen[fn] {
		return out
	}
	seen[fn] = true
	for _, s := range a.callers[fn] {
		if s.call == nil {
			continue
		}
		e, _ := flow.ArgumentFor(fn, s.call, param)
		if e == nil {
			continue
		}
		if text := a.sqlText(s.in, e); text != "" {
			out[text] = true
		}
		if p := a.carried[s.in]; p != "" && s.in != fn {
			for text := range a.errands(s.in, p, seen) {
				out[text] = true
			}
		}
	}
	return out
}

// asked is the text that a call hands to a carrier or to a library.
func (a *auditor) asked(fn *flow.Function, c *flow.Call) string {
	for _, e := range a.errandOf(c) {
		if text := a.sqlText(fn, e); text != "" {
			return text
		}
	}
	return ""
}

// resourceOf names what a path of a request is about: its last two fixed words.
func resourceOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	_, path, _ = strings.Cut(strings.Replace(path, "://", "", 1), "/")
	var words []string
	for word := range strings.SplitSeq(path, "/") {
		if isWord(strings.NewReplacer("_", "", "-", "").Replace(word)) && word != "" && word != "api" && !isVersion(word) {
			words = append(words, word)
		}
	}
	return identifier(strings.Join(words[max(0, len(words)-2):], "_"))
}

func isVersion(word string) bool {
	return len(word) > 1 && len(word) < 4 && word[0] == 'v' && strings.Trim(word[1:], "0123456789") == ""
}
