package packdev

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/streamlift/streamlift/internal/pack"
)

// replaced is the file that a new pack replaces, by the name of its base: each names the image that it is built on.
func replaced(base string) string {
	return map[string]string{"split": "service/Dockerfile", "keep": "Dockerfile"}[base]
}

const starterTable = `# What %[1]s changes of the %[2]s pack. ` + "`streamlift pack lint` and `streamlift pack test`" + ` check it.
name: %[1]s
version: 0.1.0
description: How %[1]s builds and runs its services
api: %[3]d
extends: {name: %[2]s, version: %[4]s}
parameters:
  base_image:
    type: string
    default: %[5]s
    description: image that the service is built on
replaces:
  - {path: %[6]s, template: %[6]s.tmpl}
`

const starterCase = `streamlift: 1
app: {name: demo}
target: %[2]s
pack:
  name: %[1]s
  parameters: {base_image: registry.example.com/python:3.13-slim}
resources:
  db: {kind: sql, url: {env: DATABASE_URL, default: "%[3]s"}}
operations:
  - id: orders
    kind: query
    uses: [db]
    from: {sql: "SELECT id FROM orders"}
    output: {type: table, columns: {id: int}}
`

const starterFiles = `streamlift: 1
app: {name: demo}
target: %[2]s
pack: {name: %[1]s}
operations:
  - id: export
    kind: file
    from: {none: a case without a database}
    inputs: {picture: {type: file}}
    output: {type: file, media_type: text/csv, filename: orders.csv}
`

const starterCI = `name: pack

on: [pull_request]

permissions:
  contents: read

jobs:
  check:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    steps:
      - uses: %s
        with:
          persist-credentials: false
      - uses: %s
      - run: uvx streamlift pack lint
      - run: uvx streamlift pack test
`

var newName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,62}$`)

// Starter makes the files of a new pack on a built-in one: a layer with one replaced file, one parameter, three cases and CI.
func Starter(name string, base *pack.Pack) (pack.Tree, error) {
	file := replaced(base.Name)
	image := base.Pins["images.python"]
	text := textOf(base, file+".tmpl")
	const pinned = `<% pin "images.python" %>`
	switch {
	case !newName.MatchString(name):
		return pack.Tree{}, fmt.Errorf("%q is no name of a pack. use lower case letters, digits and hyphens, a letter first", name)
	case !strings.Contains(text, pinned):
		return pack.Tree{}, errors.New("the pack below names no image of Python")
	}
	write := func(path, format string, args ...any) pack.TreeFile {
		return pack.TreeFile{Path: path, Content: fmt.Appendf(nil, format, args...)}
	}
	return pack.Tree{Files: []pack.TreeFile{
		write(".github/workflows/pack.yml", starterCI, base.Pins["actions.checkout"], base.Pins["actions.setup-uv"]),
		write(pack.Manifest, starterTable, name, base.Name, pack.API, base.Version, image, file),
		write(file+".tmpl", "%s", strings.ReplaceAll(text, pinned, `<% docker (param "base_image") %>`)),
		write("tests/basic/streamlift.yaml", starterCase, name, base.Name, "sqlite:///demo.db"),
		write("tests/files/streamlift.yaml", starterFiles, name, base.Name),
		write("tests/server/streamlift.yaml", starterCase, name, base.Name, "postgresql+psycopg://db/demo"),
	}}, nil
}
