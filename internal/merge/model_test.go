package merge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// model is a generated Python file as data, so that edits can be applied to it apart and together.
type model struct {
	imports []string // module.name
	classes []modelClass
	funcs   []modelFunc
}

type modelClass struct {
	name   string
	fields []string
}

type modelFunc struct {
	name, route string
	params      []string
	body        []string
}

func (m model) clone() model {
	out := model{imports: slices.Clone(m.imports)}
	for _, c := range m.classes {
		out.classes = append(out.classes, modelClass{name: c.name, fields: slices.Clone(c.fields)})
	}
	for _, f := range m.funcs {
		f.params, f.body = slices.Clone(f.params), slices.Clone(f.body)
		out.funcs = append(out.funcs, f)
	}
	return out
}

func (m model) text() string {
	var b strings.Builder
	b.WriteString("\"\"\"Routes.\"\"\"\n\n")
	byModule := map[string][]string{}
	var modules []string
	for _, i := range m.imports {
		module, name, _ := strings.Cut(i, " ")
		if byModule[module] == nil {
			modules = append(modules, module)
		}
		byModule[module] = append(byModule[module], name)
	}
	slices.Sort(modules)
	for _, module := range modules {
		slices.Sort(byModule[module])
		fmt.Fprintf(&b, "from %s import %s\n", module, strings.Join(byModule[module], ", "))
	}
	b.WriteString("\nrouter = APIRouter()\n")
	for _, c := range m.classes {
		fmt.Fprintf(&b, "\n\nclass %s(BaseModel):\n    %s\n", c.name, strings.Join(c.fields, "\n    "))
	}
	for _, f := range m.funcs {
		fmt.Fprintf(&b, "\n\n@router.post(%q)\ndef %s(%s) -> None:\n    %s\n", f.route, f.name, strings.Join(f.params, ", "), strings.Join(f.body, "\n    "))
	}
	return b.String()
}

func randomModel(random *rand.Rand) model {
	m := model{imports: []string{"fastapi APIRouter", "pydantic BaseModel"}}
	for i := range 2 + random.IntN(3) {
		m.classes = append(m.classes, modelClass{name: fmt.Sprintf("Body%d", i), fields: []string{"region: str = \"North\"", fmt.Sprintf("limit%d: int = 1%d", i, i)}})
	}
	for i := range 2 + random.IntN(4) {
		m.funcs = append(m.funcs, modelFunc{
			name: fmt.Sprintf("read%d", i), route: fmt.Sprintf("/v1/read-%d", i),
			params: []string{fmt.Sprintf("body: Body%d", i%len(m.classes)), "engine: Engine", "limit: int = 100"},
			body:   []string{fmt.Sprintf("rows = engine.run(\"select %d\", body.region)", i), "checked = check(rows, limit)", fmt.Sprintf("send(\"r%d\", checked)", i)},
		})
	}
	return m
}

// edit changes one unit of a model. Edits of different targets do not touch each other.
type edit struct {
	target string
	apply  func(*model)
}

// randomEdit is an edit by one side; who keeps what the sides add apart.
func randomEdit(random *rand.Rand, m model, who string) edit {
	id := fmt.Sprintf("%s%d", who, random.IntN(1000))
	c, f := random.IntN(len(m.classes)), random.IntN(len(m.funcs))
	switch random.IntN(9) {
	case 0, 1:
		return edit{target: "add " + id, apply: func(m *model) {
			m.funcs = append(m.funcs, modelFunc{name: "added_" + id, route: "/v1/" + id, params: []string{"engine: Engine"}, body: []string{fmt.Sprintf("engine.touch(%q)", id)}})
		}}
	case 2:
		return edit{target: "import " + id, apply: func(m *model) { m.imports = append(m.imports, "fastapi Z"+id) }}
	case 3:
		return edit{target: "import " + id, apply: func(m *model) { m.imports = append(m.imports, "app."+id+" thing_"+id) }}
	case 4:
		return edit{target: "add " + id, apply: func(m *model) {
			m.classes = append(m.classes, modelClass{name: "Class" + id, fields: []string{"value: int"}})
		}}
	case 5:
		return edit{target: fmt.Sprintf("field %d %s", c, id), apply: func(m *model) {
			m.classes[c].fields = append(m.classes[c].fields, "extra_"+id+": bool = False")
		}}
	case 6:
		return edit{target: fmt.Sprintf("field %d limit", c), apply: func(m *model) { m.classes[c].fields[1] = "renamed_" + id + ": int = 1" }}
	case 7:
		return edit{target: fmt.Sprintf("func %d parameters", f), apply: func(m *model) {
			m.funcs[f].params = append(m.funcs[f].params, "flag_"+id+": bool = False")
		}}
	}
	line := random.IntN(3)
	return edit{target: fmt.Sprintf("func %d line %d", f, line), apply: func(m *model) { m.funcs[f].body[line] = fmt.Sprintf("changed_%s(%d)", id, line) }}
}
