package regen

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// app is a small manifest, and pack what makes ten files of it when it has two groups.
type app struct {
	title string
	ops   []op
	deps  []string
}

type op struct {
	id, name, group, text string
	fields                []string
}

func (a app) clone() app {
	a.ops, a.deps = slices.Clone(a.ops), slices.Clone(a.deps)
	for i := range a.ops {
		a.ops[i].fields = slices.Clone(a.ops[i].fields)
	}
	return a
}

func firstApp() app {
	a := app{title: "Sales", deps: []string{"fastapi==0.120", "uvicorn==0.38"}}
	for i := range 5 {
		id := fmt.Sprintf("op%d", i)
		a.ops = append(a.ops, op{id: id, name: id, group: []string{"orders", "reports"}[i%2], text: "Reads " + id + ".", fields: []string{"region", "since"}})
	}
	return a
}

func (a app) groups() []string {
	var out []string
	for _, o := range a.ops {
		if !slices.Contains(out, o.group) {
			out = append(out, o.group)
		}
	}
	slices.Sort(out)
	return out
}

func pack(a app) []File {
	var main, readme, client strings.Builder
	main.WriteString("\"\"\"The service.\"\"\"\n\nfrom fastapi import FastAPI\n\n")
	for _, g := range a.groups() {
		fmt.Fprintf(&main, "from app.%s import router as %s_router\n", g, g)
	}
	fmt.Fprintf(&main, "\n\ndef create_app():\n    app = FastAPI(title=%q)\n", a.title)
	fmt.Fprintf(&readme, "# %s\n\nRun it.\n\n## Operations\n\n", a.title)
	client.WriteString("class Client:\n    base = \"/v1\"\n")
	files := []File{}
	for _, g := range a.groups() {
		fmt.Fprintf(&main, "    app.include_router(%s_router)\n", g)
		files = append(files, groupFiles(a, g)...)
	}
	main.WriteString("    return app\n")
	for _, o := range a.ops {
		fmt.Fprintf(&readme, "- %s: %s\n", o.name, o.text)
		fmt.Fprintf(&client, "\n    def %s(self, %s):\n        return self.call(%q)\n", o.name, strings.Join(o.fields, ", "), o.name)
	}
	toml := "[project]\nname = \"app\"\ndependencies = [\n    \"" + strings.Join(a.deps, "\",\n    \"") + "\",\n]\n\n[tool.ruff]\nline-length = 100\n"
	return append(files, shared("app/main.py", main.String()), shared("README.md", readme.String()), shared("pyproject.toml", toml), owned("client.py", client.String()))
}

func groupFiles(a app, group string) []File {
	var router, schemas, service strings.Builder
	router.WriteString("from fastapi import APIRouter\n\nfrom app import deps\n\nrouter = APIRouter()\n")
	schemas.WriteString("from pydantic import BaseModel\n")
	service.WriteString("import logging\n\nlog = logging.getLogger(__name__)\n")
	var entries []string
	for _, o := range a.ops {
		if o.group != group {
			continue
		}
		entries = append(entries, "operations."+o.id)
		fmt.Fprintf(&router, "\n\n@router.post(\"/v1/%s\", operation_id=\"%s\")\ndef %s(body, engine):\n    \"\"\"%s\"\"\"\n    return service.%s(engine, body)\n", o.name, o.id, o.name, o.text, o.name)
		fmt.Fprintf(&schemas, "\n\nclass %sIn(BaseModel):\n    %s: str\n", o.name, strings.Join(o.fields, ": str\n    "))
		fmt.Fprintf(&service, "\n\ndef %s(engine, body):\n    rows = engine.run(\"%s\", %s)\n    log.info(\"%s\")\n    return rows\n", o.name, o.id, "body."+strings.Join(o.fields, ", body."), o.id)
	}
	file := func(name, content string) File {
		return File{Unit: "group/" + group + "/" + name, Path: "app/" + group + "/" + name, Content: []byte(content), Owner: Shared, Template: name + ".tmpl", Entries: entries}
	}
	return []File{file("router.py", router.String()), file("schemas.py", schemas.String()), file("service.py", service.String())}
}

// editManifest changes one entry of the manifest.
func editManifest(random *rand.Rand, a *app) {
	i := random.IntN(len(a.ops))
	n := random.IntN(1000)
	switch random.IntN(10) {
	case 0:
		id := fmt.Sprintf("fresh%d", n)
		a.ops = append(a.ops, op{id: id, name: id, group: a.ops[i].group, text: "New.", fields: []string{"key"}})
	case 1:
		if len(a.ops) > 2 {
			a.ops = slices.Delete(a.ops, i, i+1)
		}
	case 2:
		a.ops[i].name = fmt.Sprintf("renamed%d", n)
	case 3:
		a.ops[i].fields = append(a.ops[i].fields, fmt.Sprintf("field%d", n))
	case 4:
		if len(a.ops[i].fields) > 1 {
			a.ops[i].fields = a.ops[i].fields[1:]
		}
	case 5:
		a.ops[i].text = fmt.Sprintf("Text %d.", n)
	case 6:
		groups := a.groups()
		a.ops[i].group = groups[random.IntN(len(groups))]
	case 7:
		from, to := a.ops[i].group, fmt.Sprintf("group%d", n)
		for k := range a.ops {
			if a.ops[k].group == from {
				a.ops[k].group = to
			}
		}
	case 8:
		a.title = fmt.Sprintf("Title %d", n)
	default:
		a.deps = append(a.deps, fmt.Sprintf("package%d==1", n))
	}
}
