package manifest

import (
	"slices"
	"strings"
)

// Starter is the manifest that `streamlift init` writes: small, valid, commented. Any text may be
// the name; the project's name is made from its ASCII letters and digits.
func Starter(name string) []byte {
	return []byte(strings.ReplaceAll(starter, "NAME", ProjectName(name)))
}

// ProjectName makes a valid app name from any text.
func ProjectName(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' && b.Len() > 0:
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := b.String()
	name = strings.Trim(name[:min(len(name), 50)], "-")
	if name == "" {
		return "my-app"
	}
	if module := strings.ReplaceAll(name, "-", "_"); IsPythonKeyword(module) ||
		slices.Contains(builtins(), module) || slices.Contains(takenModules(), module) {
		name += "-app"
	}
	return name
}

const starter = `# What the app does, what it is called and what becomes of it. Edit it, then run ` + "`streamlift up`" + `.
# docs/manifest.md explains every key; ` + "`streamlift schema`" + ` prints the JSON Schema for editors.
streamlift: 1
app:
  name: NAME
  # source: ../NAME       # folder of the Streamlit app, when there is one

# A service and a UI that deploy apart. Without the line ` + "`streamlift decide`" + ` chooses, from facts.
target: split

# Databases and HTTP services that operations share. The address comes from the environment.
resources:
  db: {kind: sql, url: {env: DATABASE_URL, default: "sqlite:///NAME.db"}}

# Python modules and folders below the app without any Streamlit call, taken byte for byte.
# logic: [core/]

# Everything that a caller could ask for: query, computation, write or file.
operations:
  - id: greeting
    kind: query
    description: An example that asks the database. Replace it by your own.
    from:
      sql: |
        SELECT 'Hello, ' || :name AS greeting
    uses: [db]
    inputs:
      name: {type: string, default: world, max_length: 100}
    output: {type: table, columns: {greeting: string}}

  # A function of ` + "`logic`" + `: inputs go in as keyword arguments, ` + "`uses`" + ` gives parameters their resources.
  # - id: monthly_revenue
  #   kind: query
  #   from: {call: core.sales:monthly_revenue}
  #   uses: {conn: db}
  #   inputs:
  #     since: {type: date, optional: true}
  #   output: {type: table}
`
