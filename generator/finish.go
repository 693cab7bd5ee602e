package generator

import (
	"encoding/json"
	"fmt"
	"path"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/imports"
)

// finish lays a rendered file out and reads it again in its own language, so that nothing which
// does not parse is ever written.
func finish(file string, content []byte) ([]byte, error) {
	var err error
	switch path.Ext(file) {
	case ".py":
		return formatPython(file, content)
	case ".go":
		return imports.Process(file, content, &imports.Options{FormatOnly: true, Comments: true, TabIndent: true, TabWidth: 8})
	case ".yaml", ".yml":
		var tree yaml.Node
		err = yaml.Unmarshal(content, &tree)
	case ".json":
		var value any
		err = json.Unmarshal(content, &value)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return content, nil
}
