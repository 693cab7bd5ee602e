package view

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// UI says what the pages together need of the modules they share.
type UI struct {
	App                                              bool     // the pages are the app's own
	Entry                                            Text     // script of the app's own pages
	Requirements                                     []Text   // of the app's own pages
	Config                                           bool     // the app brings no settings of Streamlit that its pages keep
	Beside                                           bool     // they add folders of the app to sys.path
	Secrets                                          []Text   // keys of the app's secrets that its own pages read
	Variables                                        []string // of the environment, that the app's own pages read
	Record, Mapping, Scalar, Values, Table, Download bool
	Uploads                                          bool // a page takes a file
	Typed                                            bool // a page takes a list of values that nobody listed
	Parsed                                           bool // a page takes JSON
	Missing                                          bool // a page shows an operation that answers 501
	Calls                                            bool // a page calls the service
	TestTypes                                        Types
	Answers                                          []Operation // what the tests' service answers
}

// EntryAt is the script of the app's own pages below a folder.
func (u UI) EntryAt(folder string) Text { return NewText(folder + u.Entry.Raw()) }

// Folder is where the entry of the app's own pages lies, below the project of the pages: Python looks for modules there.
func (u UI) Folder() Text { return NewText(path.Dir(path.Clean(u.Entry.Raw()))) }

// Client is the module of the app's own pages that calls the service, below the project of the pages.
func (u UI) Client() Text { return NewText(path.Join(u.Folder().Raw(), "lifted.py")) }

// Foreign is a pattern of what is the app's own below the project of the pages: all but the client, its folders and tests.
func (u UI) Foreign() Text {
	ours, folder := "", ""
	if u.Nested() {
		for _, part := range strings.Split(u.Folder().Raw(), "/") {
			folder += regexp.QuoteMeta(part) + "/"
			ours += folder + "$|"
		}
	}
	return NewText("^(?!" + ours + folder + `lifted\.py$|tests/)`)
}

// Nested reports whether the entry lies in a folder of its own.
func (u UI) Nested() bool { return u.Folder().Raw() != "." }

// Root is how a file beside the entry finds the project of the pages, as an attribute of its path.
func (u UI) Root() string {
	if depth := strings.Count(path.Clean(u.Entry.Raw()), "/"); depth > 0 {
		return fmt.Sprintf("parents[%d]", depth)
	}
	return "parent"
}

// Generated reports whether the pages are made from the operations.
func (u UI) Generated() bool { return !u.App }

// Shows reports whether a page shows an answer.
func (u UI) Shows() bool {
	return u.Record || u.Mapping || u.Scalar || u.Values || u.Table || u.Download
}

// Section is what a page shows of one operation.
type Section struct {
	Operation
	Heading Text // what stands above it
	Caption Text // what describes it; empty when nobody did
	Form    bool // runs when the form is sent, not as soon as an input changes
	Submit  Text
	Reason  Text // why there is nothing behind it
	Key     string
	Fields  []UIField
	Args    []UIArg
	Labels  []UILabel // of a record's fields
}

// UIField is a variable of a page and the widget that fills it.
type UIField struct {
	Variable  string
	Function  string
	Arguments string // behind the label, each after a comma
	Label     Text
	Key       string // Python literal
}

// UIArg is a keyword argument of a call.
type UIArg struct{ Keyword, Value string }

// UILabel is what a field of a record is called.
type UILabel struct {
	Name  string
	Label Text
}

// PageNeeds says what a page imports.
type PageNeeds struct {
	Types
	Client, Choices, Show, Uploads, Typed, Parsed bool
}

// asked is an input of a section before it has a variable.
type asked struct {
	section int
	in      manifest.Input
	param   Param
	widget  widget
	shared  bool
}

// same tells inputs apart that look alike: those with one mark can share a widget.
func (a asked) same() string {
	return strings.Join(append([]string{a.in.Name, a.param.Label.Raw(), a.widget.function, a.widget.convert}, a.widget.arguments...), "\x00")
}

// sections fills in what a page shows.
func (b *builder) sections(p *Page) {
	p.Heading = plain(p.Title.Raw())
	var inputs []asked
	// What writes stands first, so that the queries below show what it changed.
	slices.SortStableFunc(p.Operations, func(x, y Operation) int { return order(x) - order(y) })
	for i, o := range p.Operations {
		op := b.source[o.ID]
		p.Sections = append(p.Sections, b.section(op, o))
		if o.Missing {
			continue
		}
		for _, param := range o.Params {
			in := inputOf(op, param)
			inputs = append(inputs, asked{section: i, in: in, param: param, widget: b.chooseWidget(op, in)})
		}
	}
	share(p.Sections, inputs)
	variables := b.variables(p.Sections, inputs)
	shown := map[string]bool{}
	var code []string
	for i, a := range inputs {
		s := &p.Sections[a.section]
		key := quote.Python(s.ID + "." + a.in.Name)
		if a.shared {
			key = quote.Python(a.in.Name)
		}
		field := UIField{
			Variable: variables[i], Function: a.widget.function, Label: a.param.Label, Key: key,
			Arguments: strings.Join(append(a.widget.arguments, ""), ", "),
		}
		value := strings.ReplaceAll(a.widget.convert, "%s", field.Variable)
		s.Args = append(s.Args, UIArg{Keyword: a.param.Name, Value: value})
		code = append(code, field.Arguments, value)
		switch {
		case !a.shared:
			s.Fields = append(s.Fields, field)
		case !shown[field.Variable]:
			p.Sidebar = append(p.Sidebar, field)
			shown[field.Variable] = true
		}
	}
	p.Needs = needs(p.Sections, strings.Join(code, " "))
}

func order(o Operation) int {
	if o.Reads || o.Missing {
		return 1
	}
	return 0
}

func needs(sections []Section, code string) PageNeeds {
	n := PageNeeds{
		Types: typesIn([]string{code}), Choices: strings.Contains(code, "choices."),
		Uploads: strings.Contains(code, "uploaded("), Typed: strings.Contains(code, "typed("),
		Parsed: strings.Contains(code, "parsed("),
	}
	for _, s := range sections {
		n.Client = n.Client || !s.Missing
		n.Show = n.Show || !s.Missing && !s.None
	}
	return n
}

// section is what a page shows of an operation, apart from its inputs.
func (b *builder) section(op manifest.Operation, o Operation) Section {
	heading := strings.TrimSuffix(sentence(op.Name), ".")
	s := Section{
		Operation: o, Heading: plain(heading), Key: quote.Python(op.ID), Submit: NewText("Run"),
		Reason: plain("Not built yet: " + o.Reason.Raw()),
		Form:   op.Kind != manifest.Query || slices.ContainsFunc(o.Params, Param.Required),
	}
	if op.Description != "" {
		s.Caption = plain(op.Description)
	}
	switch {
	case o.File:
		s.Submit = NewText("Prepare")
	case op.Kind == manifest.Write:
		s.Submit = plain(heading)
	case op.Kind == manifest.Query:
		s.Submit = NewText("Show")
	}
	for i, column := range op.Output.Columns {
		s.Labels = append(s.Labels, UILabel{Name: o.Columns[i].Field, Label: plain(strings.TrimSuffix(sentence(column.Name), "."))})
	}
	return s
}

// share marks the inputs that several queries of a page ask for alike: they are asked for once.
func share(sections []Section, inputs []asked) {
	count := map[string]int{}
	for _, a := range inputs {
		if !sections[a.section].Form {
			count[a.same()]++
		}
	}
	for i, a := range inputs {
		inputs[i].shared = !sections[a.section].Form && count[a.same()] > 1
	}
}

// variables names the variable of each input: as the input, or with its operation before it where
// a page has several of one name.
func (b *builder) variables(sections []Section, inputs []asked) []string {
	wanted := map[string]map[string]bool{}
	for _, a := range inputs {
		if wanted[a.param.Name] == nil {
			wanted[a.param.Name] = map[string]bool{}
		}
		wanted[a.param.Name][a.owner(sections)] = true
	}
	used, names := map[string]string{}, make([]string, 0, len(inputs))
	for _, a := range inputs {
		name := a.param.Name
		if len(wanted[name]) > 1 && !a.shared || pageWord(name) {
			name = sections[a.section].Name.Snake + "_" + name
		}
		for used[name] != "" && used[name] != a.owner(sections) {
			name += "_"
		}
		used[name] = a.owner(sections)
		names = append(names, name)
	}
	return names
}

// owner is what a variable belongs to: all that share it, or one input of one section.
func (a asked) owner(sections []Section) string {
	if a.shared {
		return "shared\x00" + a.same()
	}
	return fmt.Sprint(sections[a.section].ID, "\x00", a.in.Name)
}

// pageWord reports names that pages use themselves.
func pageWord(name string) bool {
	return slices.Contains([]string{"choices", "client", "dt", "parsed", "problems", "show", "st", "submitted", "typed", "uploaded"}, name)
}

// ui gathers what all pages need.
func (b *builder) ui() {
	u := &b.view.UI
	seen := map[string]bool{}
	var code []string
	for i := range b.view.Pages {
		b.sections(&b.view.Pages[i])
		needs := b.view.Pages[i].Needs
		u.Uploads, u.Typed, u.Parsed = u.Uploads || needs.Uploads, u.Typed || needs.Typed, u.Parsed || needs.Parsed
		for _, s := range b.view.Pages[i].Sections {
			if u.Missing = u.Missing || s.Missing; s.Missing {
				continue
			}
			u.Calls = true
			u.Record, u.Mapping = u.Record || s.Record && s.Known, u.Mapping || s.Record && !s.Known
			u.Scalar, u.Values = u.Scalar || s.Scalar, u.Values || s.List
			u.Table, u.Download = u.Table || s.Table, u.Download || s.File
			if !seen[s.ID] {
				u.Answers = append(u.Answers, s.Operation)
				code = append(code, s.Client.Example.Answer)
			}
			seen[s.ID] = true
		}
	}
	u.TestTypes = typesIn(code)
}

// plain escapes what Streamlit would take for Markdown, a colour, an emoji or mathematics.
func plain(text string) Text {
	var b strings.Builder
	runes := []rune(strings.Join(strings.Fields(text), " "))
	word := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	for i, r := range runes {
		switch {
		case strings.ContainsRune("\\`*[]$~<>", r),
			r == '_' && !(word(i-1) && word(i+1)),
			r == ':' && word(i+1),
			i == 0 && strings.ContainsRune("#+-", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return NewText(b.String())
}
