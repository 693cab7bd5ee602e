package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Rule is one thing that the audit looks for besides operations. Its texts are the rule's page in docs/rules.
type Rule struct {
	ID       string
	Title    string
	Severity string // error, warning or note
	Looks    string // what it looks for
	Why      string
	Do       string
	Meant    [2]string // two situations from different domains
	NotMeant string
	check    func(*auditor, Rule)
}

// Rules lists all rules by id. It is the one table of them.
func Rules() []Rule {
	return []Rule{
		evalRule(), shellRule(), pathRule(), pickleRule(), builtSQLRule(), cacheDrawsRule(), cacheReadsRule(), cacheTTLRule(), cacheKindRule(),
		typedSQLRule(), uncachedRule(), chartsRule(), secretRule(), secretFileRule(), frameworkRule(), layersRule(), uploadRule(), gradioRule(), pagesRule(),
		localFilesRule(), multiplexerRule(), stateRule(),
	}
}

// RuleOf finds a rule by its id, in any case.
func RuleOf(id string) (Rule, bool) {
	rules := Rules()
	i := slices.IndexFunc(rules, func(r Rule) bool { return strings.EqualFold(r.ID, id) })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// Page is the rule's page in Markdown.
func (r Rule) Page() string {
	return "# " + r.ID + ": " + r.Title + "\n\nSeverity: " + r.Severity + "\n\n" + r.Looks + "\n\n**Why.** " + r.Why + "\n\n**What to do.** " + strings.ToUpper(r.Do[:1]) + r.Do[1:] + "." +
		"\n\n**Meant**\n\n- " + r.Meant[0] + "\n- " + r.Meant[1] + "\n\n**Not meant.** " + r.NotMeant + "\n"
}

// rules runs all rules.
func (a *auditor) rules() {
	for _, r := range Rules() {
		r.check(a, r)
	}
	list := a.report.Findings
	slices.SortFunc(list, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.path, y.path), cmp.Compare(x.position.Line, y.position.Line), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Message, y.Message))
	})
	a.report.Findings = slices.CompactFunc(list, func(x, y Finding) bool { return x.Rule == y.Rule && x.At == y.At && x.Message == y.Message })
}

// found notes a finding at a node of a module.
func (a *auditor) found(r Rule, m *flow.Module, node python.Node, message string) {
	position := m.File.Source.Position(node.Span().Start)
	f := Finding{Rule: r.ID, Severity: r.Severity, At: m.Path + ":" + itoa(position.Line), Message: message, Advice: r.Do, path: m.Path, position: position}
	if r.ID != "SL020" { // an excerpt would hold the secret
		f.Excerpt = strings.TrimSpace(m.File.Source.LineText(position.Line))
	}
	a.report.Findings = append(a.report.Findings, f)
}

// foundIn notes a finding in a file that is no Python.
func (a *auditor) foundIn(r Rule, file string, line int, message string) {
	place := file
	if line > 0 {
		place += ":" + itoa(line)
	}
	f := Finding{Rule: r.ID, Severity: r.Severity, At: place, Message: message, Advice: r.Do, path: file}
	f.position.Line = line
	a.report.Findings = append(a.report.Findings, f)
}

// eachCall visits every call of the app.
func (a *auditor) eachCall(visit func(*flow.Function, *flow.Call)) {
	for _, fn := range a.Program.Functions {
		for _, c := range fn.Calls {
			visit(fn, c)
		}
	}
}

// isCall reports whether a call reaches one of these qualified names.
func isCall(c *flow.Call, names ...string) bool {
	return slices.ContainsFunc(c.Targets, func(t string) bool { return slices.Contains(names, t) })
}

// typed is a widget in which the user writes freely, or a file of the user, that an expression comes from.
func (a *auditor) typed(fn *flow.Function, e python.Expr) (origin, bool) {
	for _, src := range a.sourcesOf(fn, e) {
		switch src.widget {
		case "text_input", "text_area", "chat_input", "file_uploader", "camera_input":
			return src, !a.throughTable(fn, e)
		}
	}
	return origin{}, false
}

// throughTable reports whether a value is taken out of a table on its way: what a user types then only chooses between
// what is there.
func (a *auditor) throughTable(fn *flow.Function, e python.Expr) bool {
	own := a.spotOf(fn, e)
	for _, part := range a.slicer.Backward(fn, e).Parts {
		for _, s := range part.Statements {
			if own != nil && s == own.stmt {
				continue // it is not what the value came through
			}
			for _, c := range part.Function.CallsIn(headOf(s)) {
				if c.Entry != nil && c.Entry.Library == "pandas" {
					return true
				}
			}
		}
	}
	return false
}

// firstArgument is what a call is given first, by position.
func firstArgument(c *flow.Call) python.Expr {
	if len(c.Node.Args) == 0 {
		return nil
	}
	return c.Node.Args[0]
}

// person marks the operation at a place as one that a person must look at; closed ones get no endpoint at all.
func (a *auditor) person(fn *flow.Function, node python.Node, reason string, closed bool) {
	line := lineOf(fn.Module, node)
	for _, op := range a.list {
		inside := op.From.File == fn.Module.Path && op.From.Line <= line && line <= op.From.LastLine
		if !inside || op.From.Function != nil && *op.From.Function != fn.Path {
			continue
		}
		if op.NeedsPerson == nil {
			op.NeedsPerson = &reason
		}
		op.Expose, op.dangerous = op.Expose && !closed, true
	}
	for caller, op := range a.ops {
		if caller != fn && op.NeedsPerson == nil && slices.ContainsFunc(caller.Calls, func(c *flow.Call) bool { return slices.Contains(c.Callees, fn) }) {
			op.NeedsPerson = &reason
			op.Expose, op.dangerous = op.Expose && !closed, true
		}
	}
}

// effectsOf is a short way to write a set.
func effectsOf(list ...catalogue.Effect) catalogue.Effects { return catalogue.Of(list...) }
