package view

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// holdsJSON reports whether an input holds whatever JSON has.
func holdsJSON(in manifest.Input) bool {
	anything := in.Type == manifest.Map && len(in.Fields) == 0 && (in.Of == "" || in.Of == manifest.Unknown)
	return in.Type == manifest.Unknown || anything
}

// TakesTable reports whether an input is a table.
func (o Operation) TakesTable() bool {
	return slices.ContainsFunc(o.Params, func(p Param) bool { return p.Table })
}

// sampleName is the one name in an example of a record whose names are not fixed.
const sampleName = "key"

// sampleRecord is a record that an input takes, as JSON, its names sorted as every client sends them.
func sampleRecord(in manifest.Input) string {
	fields := slices.Clone(in.Fields)
	if len(fields) == 0 {
		fields = []manifest.Column{{Name: sampleName, Type: in.Of}}
	}
	slices.SortFunc(fields, func(x, y manifest.Column) int { return strings.Compare(x.Name, y.Name) })
	parts := make([]string, 0, len(fields))
	for _, field := range fields {
		one := manifest.Input{Type: field.Type}
		value := goldenOf(one, []manifest.Scalar{{Text: memberText(field)}})
		parts = append(parts, quote.JSON(field.Name)+":"+value.json)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// memberText is a value of a field. Numbers have a fraction: not every language keeps the point of a whole one.
func memberText(field manifest.Column) string {
	if field.Type == manifest.Number {
		return "1.5"
	}
	text, _ := sampleText(manifest.Input{Type: field.Type})
	return text
}

// members reads the names and values of a flat JSON object, in order.
func members(text string) (names []string, values []any) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	for {
		token, err := decoder.Token()
		if err != nil {
			return names, values
		}
		if _, brace := token.(json.Delim); brace {
			continue
		}
		if name, ok := token.(string); ok && len(names) == len(values) {
			names = append(names, name)
			continue
		}
		values = append(values, token)
	}
}

// pythonOf writes a flat JSON object as Python.
func pythonOf(text string) string { return object(text, quote.Python, "True", "False") }

// goMembers writes a flat JSON object as the inside of a map of Go.
func goMembers(text string) string { return object(text, quote.Go, "true", "false") }

// object writes a flat JSON object in the words of a language.
func object(text string, quoted func(string) string, yes, no string) string {
	names, values := members(text)
	parts := make([]string, 0, len(names))
	for i, name := range names {
		value := ""
		switch v := values[i].(type) {
		case string:
			value = quoted(v)
		case json.Number:
			value = v.String()
		case bool:
			value = map[bool]string{true: yes, false: no}[v]
		}
		parts = append(parts, quoted(name)+": "+value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
