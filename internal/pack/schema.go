package pack

import (
	"bytes"
	"encoding/json"
)

// Schema is the JSON Schema (2020-12) of pack.yaml, for editors.
func Schema() []byte {
	whole := schema()
	whole["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	whole["title"] = "Streamlift template pack, API 1"
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(whole); err != nil {
		panic("maps, slices and strings always encode: " + err.Error())
	}
	return b.Bytes()
}

// schema is a flat table of the keys of pack.yaml.
func schema() map[string]any {
	text := func(doc string) map[string]any { return map[string]any{"type": "string", "description": doc} }
	yes := func(doc string) map[string]any { return map[string]any{"type": "boolean", "description": doc} }
	number := func(doc string) map[string]any { return map[string]any{"type": "number", "description": doc} }
	list := func(items any, doc string) map[string]any {
		return map[string]any{"type": "array", "items": items, "description": doc}
	}
	object := func(required []string, properties map[string]any) map[string]any {
		out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
		if len(required) > 0 {
			out["required"] = required
		}
		return out
	}
	owner := map[string]any{"enum": []string{"owned", "shared", "yours"}, "description": "Who may change the file: the tool, both (merged), or people."}
	parameter := object([]string{"type"}, map[string]any{
		"type": map[string]any{"enum": parameterTypes()}, "description": text("For people."), "default": map[string]any{"description": "Without one, a project must choose."},
		"enum": list(text(""), "Values of a string."), "pattern": text("Regular expression that a string matches."),
		"minimum": number("Of a number."), "maximum": number("Of a number."),
		"secret":     yes("The value names the variable that holds it."),
		"deprecated": text("What to do instead."), "replaces": text("Its name before: values under it are taken."),
	})
	replacement := object([]string{"template"}, map[string]any{
		"path": text("Row of the table below."), "partial": text("Name of a partial below."), "template": text("Template of this pack."),
	})
	return object([]string{"name", "version", "api"}, map[string]any{
		"name": map[string]any{"type": "string", "pattern": packName.String(), "description": "Name of the pack."}, "version": text("As 1.0.0."), "description": text("For people."),
		"api":        map[string]any{"anyOf": []any{map[string]any{"type": "integer", "minimum": 1}, list(map[string]any{"type": "integer"}, "From and to.")}, "description": "Pack API, or the range of them, that it is written for."},
		"target":     map[string]any{"enum": []string{"keep", "wrap", "split", "rewrite"}, "description": "What projects of it are."},
		"extends":    object([]string{"name"}, map[string]any{"name": text("The pack below."), "version": text("Of a built-in pack, the lowest; of a repository, tag or commit."), "source": text("Folder, archive or repository; none for a built-in pack."), "folder": text("Below the source."), "hash": text("Tree hash (h1:…) of a pack that is not built in.")}),
		"delimiters": map[string]any{"type": "array", "items": text(""), "minItems": 2, "maxItems": 2, "description": "Of template actions; those of the pack below, when absent."},
		"logic":      object(nil, map[string]any{"path": text("Folder of modules taken byte for byte."), "owner": owner, "whole": yes("The whole app is taken.")}),
		"lifted":     object(nil, map[string]any{"service": text("Folder of what moved."), "ui": text("Folder of the pages."), "owner": owner}),
		"parameters": map[string]any{"type": "object", "additionalProperties": parameter, "description": "What projects may choose."},
		"set":        map[string]any{"type": "object", "description": "Parameters of packs below, settled by default for projects."},
		"hide":       list(text(""), "Parameters of packs below that projects may no longer choose."),
		"replaces":   list(replacement, "Files and partials below that a template of this pack makes instead."),
		"merges":     list(replacement, "TOML and YAML files below that a template of this pack adds to."),
		"drops":      list(text(""), "Paths below that are not made."),
		"files": list(object([]string{"template", "path", "owner"}, map[string]any{
			"template": text("Template of this pack."), "path": text("With {app}, {client}, {entry}, {group}, {page}, {operation}."), "owner": owner,
			"for_each": map[string]any{"enum": []string{"group", "page", "operation"}, "description": "One file each."},
			"when":     text("A boolean of the view, as .Uses.Tables, or of a parameter, as param \"gitlab\"."), "executable": yes("May be run."),
		}), "The file table: what the pack makes."),
	})
}
