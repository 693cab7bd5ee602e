package manifest

import (
	"fmt"
	"strings"
)

// Reference is docs/manifest.md: what the manifest is for, an example, and every key from the table
// of shapes.
func Reference() []byte {
	var b strings.Builder
	b.WriteString(introduction)
	tables := []struct {
		title, path string
		shape       *shape
	}{
		{"The manifest", "", root()},
		{"app", "app", appShape()},
		{"facts", "facts", factsShape()},
		{"resources", "resources.NAME", resourceShape()},
		{"service", "service", serviceShape()},
		{"operations", "operations[]", operationShape()},
		{"from", "operations[].from", fromShape()},
		{"inputs", "operations[].inputs.NAME", inputShape()},
		{"output", "operations[].output", outputShape()},
	}
	for _, table := range tables {
		fmt.Fprintf(&b, "\n## %s\n\n", table.title)
		if table.path != "" {
			fmt.Fprintf(&b, "Keys of `%s`", table.path)
			if table.shape.one {
				b.WriteString(", of which exactly one stands")
			}
			b.WriteString(". Keys in bold must stand.\n\n")
		}
		b.WriteString("| key | value | meaning |\n| --- | --- | --- |\n")
		for _, f := range table.shape.fields {
			name := "`" + f.name + "`"
			if f.required {
				name = "**" + name + "**"
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", name, cell(f.shape.words()), cell(f.doc))
		}
	}
	return []byte(b.String())
}

// cell keeps a text in one cell of a Markdown table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// words describe a shape for people.
func (s *shape) words() string {
	switch s.kind {
	case shapeText:
		switch {
		case len(s.enum) > 0:
			return "`" + strings.Join(s.enum, "`, `") + "`"
		case s.pattern != "":
			return s.patternSays
		}
		return "text"
	case shapeInt:
		return fmt.Sprintf("whole number from %d", s.minimum)
	case shapeNumber:
		return fmt.Sprintf("number from %d", s.minimum)
	case shapeBool:
		return "`true`, `false`"
	case shapeScalar:
		return "a value of the type"
	case shapeDuration:
		return "seconds, or as `90s`, `10m`, `2h`, `1d`"
	case shapeSize:
		return "bytes, or as `512KiB`, `2MiB`"
	case shapeList:
		return "list of: " + s.elem.words()
	case shapeMap:
		return "mapping to: " + s.elem.words()
	case shapeAny:
		var each []string
		for _, alternative := range s.alternatives {
			if _, withReason := alternative.field("reason"); !withReason {
				each = append(each, alternative.words())
			}
		}
		return strings.Join(each, "; or ")
	}
	var keys []string
	for _, f := range s.fields {
		if f.required {
			keys = append(keys, "**`"+f.name+"`**")
		} else {
			keys = append(keys, "`"+f.name+"`")
		}
		if len(keys) == 6 && len(s.fields) > 6 {
			return "mapping, see below"
		}
	}
	return "mapping with " + strings.Join(keys, ", ")
}

const introduction = `# The manifest

<!-- Made by ` + "`streamlift schema --format markdown`" + ` from the table that the loader checks with. Edit that one. -->

` + "`streamlift.yaml`" + ` says what an app does, what it is called and what becomes of it. It lies at the root of the generated
project; ` + "`app.source`" + ` points at the app. People edit it; what the machine writes into it keeps comments and order.

` + "```yaml" + `
streamlift: 1
app: {name: shop, source: ../shop, python: ">=3.11", dependencies: [pandas==3.1.1]}
resources:
  db: {kind: sql, url: {env: DATABASE_URL, default: "sqlite:///shop.db"}}
logic: [core/]
operations:
  - id: open_orders
    kind: query
    from: {sql: "SELECT id, day FROM orders WHERE day >= :since LIMIT :limit OFFSET :offset"}
    uses: [db]
    inputs:
      since: {type: date, default: 2025-01-01}
      limit: {type: int, min: 1, max: 500, default: 50}
      offset: {type: int, min: 0, default: 0}
    output: {type: table, columns: {id: int, day: date}}
  - id: forecast
    kind: computation
    from: {call: core.models:forecast}
    uses: {conn: db}
    inputs:
      months: {type: int, min: 1, max: 24, default: 12}
    output: {type: table}
` + "```" + `

- A statement binds parameters by name, as ` + "`:since`" + `; each is an input and each input is one. What only looks like a
  parameter (in strings, comments, casts) reaches the database as it is written. A table comes in pages where its
  statement takes ` + "`:limit`" + ` and ` + "`:offset`" + `.
- ` + "`call`" + ` runs a function of ` + "`logic`" + `: inputs go in as keyword arguments by name, and ` + "`uses: {conn: db}`" + ` gives the
  parameter ` + "`conn`" + ` the resource ` + "`db`" + `.
- A ` + "`record`" + ` has names with values: of one type (` + "`of`" + `), or its ` + "`fields`" + ` and no others. ` + "`any`" + ` is whatever JSON
  has. Both stand in a JSON body, never in a URL, in SQL or beside a file. A ` + "`table`" + ` is what a write saves: rows with its
  ` + "`columns`" + `, a DataFrame for the logic.
- A fact or a policy value is the value, or ` + "`{value: ..., reason: ..., source: ...}`" + `.
- An operation without ` + "`from`" + ` answers 501 with its reason; it is never dropped.
- Loading is strict. Every error of the file is told in one run, with its place and what to do; anchors, aliases, merge
  keys and tags are not used. A manifest of a newer version than the program knows is refused. Both end with exit 2.
`
