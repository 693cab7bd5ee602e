package audit

import (
	"slices"
	"strings"
)

// fromWidget takes what a widget says of the values that it gives: type, bounds, choices, default, label. Of a value
// that is derived from the answer only the place is told.
func (a *auditor) fromWidget(p *Parameter, w widgetAt) {
	p.Widget, p.At = last(w.call.Entry.Name), at(w.in.Module, w.call.Node)
	p.Label, _ = stringOf(argument(w.call, "label"))
	p.Label = strings.TrimSpace(p.Label)
	if kind, _ := stringOf(argument(w.call, "type")); kind == "password" {
		p.Sensitive = true
	}
	if !w.direct {
		return
	}
	known := widgetType(w.call.Entry.Widget)
	if known == "number" {
		known = a.numberType(w)
	}
	if p.Type == "" && known != "" && shapeOf(p.Because) != "table" {
		p.Type, p.Because, p.Guess = known, "", false
	}
	a.chosen(p, w)
	if p.Type == "" || p.Because != "" {
		return
	}
	for param, target := range map[string]*any{"min_value": &p.Min, "max_value": &p.Max, "step": &p.Step} {
		if v, ok := a.argumentOf(w, param); ok && p.takes(v) && p.bounded() {
			*target = v
		}
	}
	if v, ok := a.argumentOf(w, "max_chars"); ok {
		if n, isInt := v.(int); isInt && p.Type == "string" {
			p.MaxLength = n
		}
	}
	if v, ok := a.initial(w); ok && p.takes(v) {
		p.Default = v
	}
	if p.Step == 1 && p.Type == "int" || p.Type == "date" || p.Type == "datetime" {
		p.Step = nil
	}
}

func (p *Parameter) bounded() bool {
	return slices.Contains([]string{"int", "number", "decimal", "date", "datetime"}, p.Type)
}

// widgetType is the type of a widget's answer, by its kind in the catalogue.
func widgetType(kind string) string {
	switch kind {
	case "text", "color", "chat":
		return "string"
	case "flag":
		return "bool"
	case "number", "slider":
		return "number"
	case "date":
		return "date"
	case "time":
		return "time"
	case "datetime":
		return "datetime"
	case "file":
		return "file"
	}
	return ""
}

// numberType tells whole numbers from others by what the widget is given.
func (a *auditor) numberType(w widgetAt) string {
	whole := false
	for _, param := range []string{"value", "min_value", "max_value", "step"} {
		v, ok := a.argumentOf(w, param)
		if !ok {
			continue
		}
		switch v := v.(type) {
		case float64:
			return "number"
		case int:
			whole = true
		case date:
			return "date"
		case []any:
			_ = v
			return "" // a range of two
		}
	}
	if whole {
		return "int"
	}
	if last(w.call.Entry.Name) == "slider" {
		return "int"
	}
	return "number"
}

// chosen takes the choices of a widget when they are constants, and their type.
func (a *auditor) chosen(p *Parameter, w widgetAt) {
	many := w.call.Entry.Widget == "choices"
	if w.call.Entry.Widget != "choice" && !many {
		return
	}
	v, ok := a.argumentOf(w, "options")
	list, isList := v.([]any)
	if !ok || !isList || len(list) == 0 || w.call.Argument("format_func") != nil && !simple(list) {
		return
	}
	kind := typeOfValues(list)
	if kind == "" {
		return
	}
	if many {
		kind = "list[" + kind + "]"
	}
	if p.Type == "" || p.Type == kind || p.Guess {
		p.Type, p.Enum, p.Because, p.Guess = kind, list, "", false
	}
}

func simple(list []any) bool { return typeOfValues(list) != "" }

// typeOfValues is the one type of constants; empty when they have several, or repeat.
func typeOfValues(list []any) string {
	kind, seen := "", map[any]bool{}
	for _, v := range list {
		k := typeOfValue(v)
		if k == "" || kind != "" && kind != k || seen[v] {
			return ""
		}
		kind, seen[v] = k, true
	}
	return kind
}

func typeOfValue(v any) string {
	switch v.(type) {
	case string:
		return "string"
	case int:
		return "int"
	case float64:
		return "number"
	case bool:
		return "bool"
	case date:
		return "date"
	}
	return ""
}

// takes reports whether a constant is a value of the parameter.
func (p *Parameter) takes(v any) bool {
	if list, ok := v.([]any); ok {
		item, isList := strings.CutPrefix(p.Type, "list[")
		return isList && (len(list) == 0 || typeOfValues(list) == strings.TrimSuffix(item, "]"))
	}
	if p.Enum != nil && !slices.Contains(p.Enum, v) {
		return false
	}
	kind := typeOfValue(v)
	return kind != "" && (kind == p.Type || kind == "int" && (p.Type == "number" || p.Type == "decimal") || kind == "string" && p.Type == "text")
}

// initial is what a widget shows first.
func (a *auditor) initial(w widgetAt) (any, bool) {
	switch w.call.Entry.Widget {
	case "choice":
		options, ok := a.argumentOf(w, "options")
		list, isList := options.([]any)
		if !ok || !isList || len(list) == 0 {
			return nil, false
		}
		if w.call.Argument("index") == nil {
			return list[0], true
		}
		i, _ := a.argumentOf(w, "index")
		n, isInt := i.(int)
		if !isInt || n < 0 || n >= len(list) {
			return nil, false
		}
		return list[n], true
	case "choices":
		return a.argumentOf(w, "default")
	case "flag":
		if w.call.Argument("value") == nil {
			return false, true
		}
	}
	return a.argumentOf(w, "value")
}

// argumentOf is the constant that a widget is given for a parameter.
func (a *auditor) argumentOf(w widgetAt, param string) (any, bool) {
	e := w.call.Argument(param)
	if e == nil {
		return nil, false
	}
	return a.constant(w.in, e)
}
