package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// event writes down what happens at a place, in the recording walk.
func (ev *evaluator) event(e Event) {
	if e.param != "" {
		use := paramUse{e.param, e.method}
		if known := ev.fn.decisive[use]; known|e.assumed != known {
			if ev.fn.decisive == nil {
				ev.fn.decisive = map[paramUse]catalogue.Effects{}
			}
			ev.fn.decisive[use] = known | e.assumed
			ev.grown(&ev.fn.result)
		}
	}
	e.Main = ev.main
	if !ev.record || ev.quiet > 0 {
		return
	}
	if e.Effects == 0 && e.marks == 0 && e.Callee == nil {
		return
	}
	if e.Effects.Any(keyedEffects()) {
		e.Key = ev.keyOf(&e)
	}
	ev.fn.Events = append(ev.fn.Events, e)
}

// keyedEffects are those that go by key.
func keyedEffects() catalogue.Effects {
	return catalogue.Of(catalogue.StateRead, catalogue.StateWrite, catalogue.SecretsRead, catalogue.IdentityRead,
		catalogue.EnvRead, catalogue.EnvWrite)
}

// keyOf is the key that a place names: a["k"], a.k, a.get("k"), "k" in a; constants are followed.
func (ev *evaluator) keyOf(e *Event) string {
	key := ""
	switch node := e.Node.(type) {
	case *python.Subscript:
		key, _ = ev.constantText(node.Slice)
	case *python.Attribute:
		if strings.HasSuffix(e.Name, "attr__") || strings.HasSuffix(e.Name, ".*") {
			key = node.Attr
		}
	case *python.Compare:
		key, _ = ev.constantText(node.Left)
	case *python.Call:
		if len(node.Args) > 0 {
			key, _ = ev.constantText(node.Args[0])
		}
	}
	if strings.Contains(key, hole) {
		return ""
	}
	return key
}

// use is reading or writing a described attribute or item.
func (ev *evaluator) use(node python.Node, entry *catalogue.Entry, effects catalogue.Effects) {
	if !ev.record || ev.quiet > 0 {
		return
	}
	ev.event(Event{
		Kind: LibraryUse, Node: node, Name: entry.Name, Effects: effects, Library: entry.Library, marks: marksOf(entry, effects),
		Cost: costOf(entry, effects),
	})
}

// costOf is what a call costs: as its entry says, unless its arguments took the effects away that it costs for.
func costOf(entry *catalogue.Entry, effects catalogue.Effects) catalogue.Cost {
	cost := catalogue.Cheap
	if effects == entry.Effects {
		cost = entry.Cost
	}
	table := catalogue.EffectTable()
	for _, e := range effects.List() {
		cost = max(cost, table[e].Cost)
	}
	return cost
}

// setting is writing something that the whole process shares.
func (ev *evaluator) setting(node python.Node, name string) {
	if !ev.record {
		ev.set[name] = true
	}
	ev.event(Event{Kind: LibraryUse, Node: node, Name: name, Effects: catalogue.Of(catalogue.SettingsWrite)})
}

// readSetting is reading what another place sets for the whole process.
func (ev *evaluator) readSetting(node python.Node, name string) {
	if ev.record && ev.set[name] {
		ev.event(Event{Kind: LibraryUse, Node: node, Name: name, Effects: catalogue.Of(catalogue.SettingsRead)})
	}
}

// adjust makes the effects of an entry those of the call: by SQL text, file mode, path, HTTP method, on_select.
func (ev *evaluator) adjust(x *entryCall, event *Event) {
	e := x.entry
	if ev.quiet > 0 {
		return
	}
	if e.SQL != "" {
		ev.adjustSQL(x, event)
	}
	if e.Verb != "" {
		ev.adjustVerb(x, event)
	}
	if !ev.record {
		return
	}
	if e.Mode != "" {
		event.Effects = ev.adjustMode(x, event.Effects)
	}
	if e.Path != "" {
		event.Effects = ev.adjustPath(x, event.Effects)
	}
	if e.Widget == "selection" {
		if on := x.args.argument(e, "on_select"); on != nil {
			if text, ok := literal(on); !ok || text != "ignore" {
				event.Effects |= catalogue.Of(catalogue.Asks)
			}
		}
	}
}

// adjustVerb reads the method of a request; one that is not known may change something.
func (ev *evaluator) adjustVerb(x *entryCall, event *Event) {
	verb := x.args.argument(x.entry, x.entry.Verb)
	if verb == nil {
		return
	}
	effects, param := ev.requestOf(verb, ev.fn)
	event.Effects = event.Effects&^catalogue.Of(catalogue.NetRead, catalogue.NetWrite) | effects
	event.param, event.assumed = param, catalogue.Of(catalogue.NetWrite)
}

// requestOf is what requests of the methods that an expression may hold do.
func (ev *evaluator) requestOf(e python.Expr, fn *Function) (catalogue.Effects, string) {
	t := ev.textOf(e, fn, 0)
	var effects catalogue.Effects
	for _, text := range t.texts {
		if isReadingMethod(text) {
			effects |= catalogue.Of(catalogue.NetRead)
		} else {
			effects |= catalogue.Of(catalogue.NetWrite)
		}
	}
	if t.open || effects == 0 {
		effects |= catalogue.Of(catalogue.NetWrite)
	}
	return effects, t.param
}

func isReadingMethod(verb string) bool {
	switch strings.ToUpper(verb) {
	case "GET", "HEAD", "OPTIONS":
		return true
	}
	return false
}

func (ev *evaluator) adjustSQL(x *entryCall, event *Event) {
	text := x.args.argument(x.entry, x.entry.SQL)
	if text == nil {
		return
	}
	s := ev.sql(text, x.args.value(x.entry, x.entry.SQL))
	event.Effects = event.Effects&^catalogue.Of(catalogue.DB) | s.effects
	event.SQL, event.param, event.assumed = s.verbs, s.param, s.assumed
}

// adjustMode reads the mode of open: w, a, x write, r reads, + does both. A mode that is not known may be either.
func (ev *evaluator) adjustMode(x *entryCall, effects catalogue.Effects) catalogue.Effects {
	if !effects.Any(catalogue.Of(catalogue.FileRead, catalogue.FileWrite)) {
		return effects
	}
	rest := effects &^ catalogue.Of(catalogue.FileRead, catalogue.FileWrite)
	arg := x.args.argument(x.entry, x.entry.Mode)
	if arg == nil {
		return effects
	}
	mode, ok := ev.constantText(arg)
	switch {
	case !ok, strings.Contains(mode, "+"):
		return rest | catalogue.Of(catalogue.FileRead, catalogue.FileWrite)
	case strings.ContainsAny(mode, "wax"):
		return rest | catalogue.Of(catalogue.FileWrite)
	}
	return rest | catalogue.Of(catalogue.FileRead)
}

// adjustPath drops the effect on files when no file is named: no path, None, or a buffer. An address is the network.
func (ev *evaluator) adjustPath(x *entryCall, effects catalogue.Effects) catalogue.Effects {
	files := catalogue.Of(catalogue.FileRead, catalogue.FileWrite)
	if !effects.Any(files) {
		return effects
	}
	arg := x.args.argument(x.entry, x.entry.Path)
	if arg == nil {
		if x.args.stars {
			return effects
		}
		return effects &^ files
	}
	if text, ok := ev.constantText(arg); ok && isAddress(text) {
		if effects.Has(catalogue.FileWrite) {
			return effects&^files | catalogue.Of(catalogue.NetWrite)
		}
		return effects&^files | catalogue.Of(catalogue.NetRead)
	}
	if isBuffer(x.args.value(x.entry, x.entry.Path)) {
		return effects &^ files
	}
	return effects
}

func isAddress(text string) bool {
	for _, scheme := range []string{"http://", "https://", "s3://", "gs://", "ftp://", "abfs://"} {
		if strings.HasPrefix(text, scheme) {
			return true
		}
	}
	return false
}

// isBuffer reports whether a value is known to be no name of a file: a buffer, an upload, an open file, None.
func isBuffer(v Value) bool {
	if len(v.atoms) == 0 || v.open {
		return false
	}
	for _, a := range v.atoms {
		if a.kind != typeAtom || !isBufferType(a.typ.Name) {
			return false
		}
	}
	return true
}

func isBufferType(name string) bool {
	switch name {
	case "io.Buffer", "io.TextIOWrapper", "streamlit.UploadedFile", "pandas.ExcelWriter", "bytes", "None", "pandas.ExcelFile",
		"requests.Response", "urllib.request.Response", "zipfile.ZipFile":
		return true
	}
	return false
}

// constantText is the text of an expression that has exactly one.
func (ev *evaluator) constantText(e python.Expr) (string, bool) {
	if e == nil {
		return "", false
	}
	t := ev.textOf(e, ev.fn, 0)
	if len(t.texts) != 1 || t.open {
		return "", false
	}
	return t.texts[0], true
}

// guess is what all described methods of one name have in common.
type guess struct {
	effects catalogue.Effects
	common  catalogue.Effects // what all do
	agree   bool
	mutates bool
	returns catalogue.Type
	typed   bool
	isSQL   bool
	other   bool   // some take no SQL; what stands above is about these
	library string // the first that describes one
	shared  bool   // another library does too, or the first is one whose types are everywhere
	sql     []string
	param   string
}

// guesses collects what the methods of all described classes do, by name. Those of which there is one instance,
// which nobody meets unknowingly, and those that only a wildcard describes are left out.
func guesses(c *catalogue.Catalogue) map[string]guess {
	out := map[string]guess{}
	for _, name := range c.Names() {
		e := c.Lookup(name)
		dot := strings.LastIndexByte(name, '.')
		if e == nil || e.Name != name || e.Value || dot < 0 || !isDescribedClass(c, name[:dot]) || isSingleton(name[:dot]) || isWildcard(e) {
			continue
		}
		method := name[dot+1:]
		g := out[method]
		changes := false
		for _, m := range e.Mutates {
			changes = changes || m.Target == "self" && m.If == ""
		}
		switch {
		case e.SQL != "":
			g.isSQL = true
		case !g.other:
			g = guess{isSQL: g.isSQL, other: true, effects: e.Effects, common: e.Effects, agree: true, mutates: changes, returns: e.Returns, typed: !dependsOnCall(e.Returns), library: topName(name), shared: isEverywhere(e.Library)}
		default:
			g.agree = g.agree && g.effects == e.Effects
			g.common &= e.Effects
			g.mutates = g.mutates || changes
			g.shared = g.shared || g.library != topName(name)
			g.typed = g.typed && g.returns.Equal(e.Returns)
		}
		out[method] = g
	}
	return out
}

func isDescribedClass(c *catalogue.Catalogue, name string) bool {
	return c.IsClass(name) || strings.HasPrefix(name, "builtins.")
}

func topName(name string) string {
	top, _, _ := strings.Cut(name, ".")
	return top
}

// isEverywhere holds for the libraries whose types are met without their names.
func isEverywhere(library string) bool {
	switch library {
	case "builtins", "stdlib", "pandas", "numpy":
		return true
	}
	return false
}

func isSingleton(class string) bool {
	switch class {
	case "streamlit.SessionState", "streamlit.QueryParams", "streamlit.Secrets", "streamlit.User", "streamlit.Context",
		"os.Environ", "matplotlib.Params", "pandas.Options", "sys.SearchPath":
		return true
	}
	return false
}

// guessed is what the described methods of a name have in common. The table is made when the first unknown receiver
// is met.
func (p *Program) guessed(method string) (guess, bool) {
	if p.guesses == nil {
		p.guesses = guesses(p.Catalogue)
	}
	g, seen := p.guesses[method]
	return g, seen
}

// guess presumes what a method of an unknown receiver does.
func (ev *evaluator) guess(attr *python.Attribute, args *callArgs) (guess, bool) {
	g, seen := ev.guessed(attr.Attr)
	if seen && g.isSQL && len(args.node.Args) > 0 && ev.quiet == 0 {
		s := ev.sql(args.node.Args[0], args.first())
		if s.effects&^catalogue.Of(catalogue.DB) != 0 || s.param != "" {
			return guess{effects: s.effects, sql: s.verbs, param: s.param, returns: resultOf(args.first())}, true
		}
	}
	if !seen && attr.Attr != "get" {
		return g, false
	}
	switch {
	case attr.Attr == "get":
		return guess{}, looksLikeMapping(args)
	case attr.Attr == "replace" && len(args.node.Args)+len(args.node.Keywords) > 1:
		// Of text, dates, frames. Moving a file takes one argument.
		return guess{}, true
	}
	if !g.typed {
		g.returns = catalogue.Type{}
	}
	return g, g.agree && g.shared && (!g.isSQL || len(args.node.Args) == 0 && len(args.node.Keywords) == 0)
}

// resultOf is what executing a statement gives: of one that SQLAlchemy built, its result.
func resultOf(statement Value) catalogue.Type {
	for _, a := range statement.atoms {
		if a.kind == typeAtom && (a.typ.Name == "sqlalchemy.Select" || a.typ.Name == "sqlalchemy.Write") {
			return catalogue.Type{Name: "sqlalchemy.Result"}
		}
	}
	return catalogue.Type{}
}

// looksLikeMapping holds for get("key") and get(key, default): nothing else takes these.
func looksLikeMapping(args *callArgs) bool {
	if len(args.node.Keywords) > 0 || len(args.node.Args) == 0 {
		return false
	}
	if text, ok := literal(args.node.Args[0]); ok {
		return !strings.ContainsAny(text, "/:")
	}
	return len(args.node.Args) == 2
}
