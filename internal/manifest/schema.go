package manifest

import (
	"bytes"
	"encoding/json"
)

// Schema is the JSON Schema (2020-12) of the manifest, for editors: its structure from the table
// of shapes. What needs more than one value to judge, Load alone tells.
func Schema() []byte {
	schema := root().schema()
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = "Streamlift operation manifest, version 1"
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(schema); err != nil {
		panic("maps, slices and strings always encode: " + err.Error())
	}
	return b.Bytes()
}

// schema gives one shape as JSON Schema.
func (s *shape) schema() map[string]any {
	switch s.kind {
	case shapeText:
		return s.textSchema()
	case shapeInt:
		return map[string]any{"type": "integer", "minimum": s.minimum}
	case shapeNumber:
		return map[string]any{"type": "number", "minimum": s.minimum}
	case shapeBool:
		return map[string]any{"type": "boolean"}
	case shapeScalar:
		return map[string]any{"type": []string{"string", "number", "boolean", "null"}}
	case shapeDuration:
		return map[string]any{"anyOf": []any{
			map[string]any{"type": "integer", "minimum": 1},
			map[string]any{"type": "string", "pattern": "^[1-9][0-9]*[smhd]?$"},
		}}
	case shapeSize:
		return map[string]any{"anyOf": []any{
			map[string]any{"type": "integer", "minimum": 1},
			map[string]any{"type": "string", "pattern": "^[1-9][0-9]*([KM]iB)?$"},
		}}
	case shapeList:
		return map[string]any{"type": "array", "items": s.elem.schema()}
	case shapeMap:
		out := map[string]any{"type": "object", "additionalProperties": s.elem.schema()}
		if s.pattern != "" {
			out["propertyNames"] = map[string]any{"pattern": s.pattern}
		}
		return s.counted(out)
	case shapeAny:
		var alternatives []any
		for _, alternative := range s.alternatives {
			alternatives = append(alternatives, alternative.schema())
		}
		return map[string]any{"anyOf": alternatives}
	}
	return s.counted(s.objectSchema())
}

func (s *shape) textSchema() map[string]any {
	out := map[string]any{"type": "string"}
	if len(s.enum) > 0 {
		out["enum"] = s.enum
	}
	if s.pattern != "" {
		out["pattern"] = s.pattern
	}
	return out
}

func (s *shape) objectSchema() map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, f := range s.fields {
		property := f.shape.schema()
		property["description"] = f.doc
		properties[f.name] = property
		if f.required {
			required = append(required, f.name)
		}
	}
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// counted adds that exactly one key stands in a mapping.
func (s *shape) counted(out map[string]any) map[string]any {
	if s.one {
		out["minProperties"], out["maxProperties"] = 1, 1
	}
	return out
}
