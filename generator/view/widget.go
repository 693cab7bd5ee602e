package view

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// widget is a Streamlit call that asks for an input: what stands behind its label, and the
// expression that turns its value, written as %s, into what the client takes.
type widget struct {
	function  string
	arguments []string
	convert   string
}

func (w *widget) add(name, value string) {
	if value != "" {
		w.arguments = append(w.arguments, name+"="+value)
	}
}

// chooseWidget gives an input the widget that the manifest names where it fits the type, else the
// usual one. Bounds, defaults and options are the input's.
func (b *builder) chooseWidget(op manifest.Operation, in manifest.Input) widget {
	w := widget{convert: "%s"}
	switch {
	case len(in.Enum) > 0:
		b.fromChoices(&w, op, in)
	case in.Structured():
		written(&w, in)
	case in.List && in.Type == manifest.Bool:
		w.function, w.arguments = "multiselect", []string{"[True, False]"}
		w.add("default", listDefault(in))
	case in.List:
		typedList(&w, in)
	case in.Type == manifest.Upload:
		uploader(&w, in)
	case in.Type == manifest.Bool && in.Optional:
		w.function, w.arguments = "selectbox", []string{"[True, False]", "index=None"}
	case in.Type == manifest.Bool:
		w.function = pick(in.Widget, "checkbox", "toggle")
		w.add("value", defaultOr(in, "False"))
	case in.Type == manifest.Int, in.Type == manifest.Number, in.Type == manifest.Decimal:
		numeric(&w, in)
	case in.Type == manifest.Date, in.Type == manifest.DateTime, in.Type == manifest.Time:
		temporal(&w, in)
	default:
		textual(&w, in)
	}
	if in.List && in.Optional && !in.Structured() {
		w.convert = strings.ReplaceAll("%s or None", "%s", w.convert)
	}
	return w
}

// pick gives the wished widget where it is among those that fit, else the first of these.
func pick(wished string, fitting ...string) string {
	if slices.Contains(fitting, wished) {
		return wished
	}
	return fitting[0]
}

func defaultOr(in manifest.Input, other string) string {
	switch {
	case in.Optional:
		return "None"
	case in.HasValue:
		return Literal(in.Type, in.Default[0].Text)
	}
	return other
}

func listDefault(in manifest.Input) string {
	if len(in.Default) == 0 {
		return ""
	}
	return literals(in)
}

func (b *builder) fromChoices(w *widget, op manifest.Operation, in manifest.Input) {
	w.arguments = []string{"choices." + b.choice(op, in).Constant}
	if in.List {
		w.function = "multiselect"
		w.add("default", listDefault(in))
		return
	}
	w.function = pick(in.Widget, "selectbox", "radio")
	switch {
	case in.Optional:
		w.add("index", "None")
	case in.HasValue:
		at := slices.IndexFunc(in.Enum, func(s manifest.Scalar) bool { return s.Text == in.Default[0].Text })
		w.add("index", strconv.Itoa(at))
	}
}

// typedList asks for values that nobody listed: each is typed, and read as the list's type.
func typedList(w *widget, in manifest.Input) {
	w.function = "multiselect"
	var typed []string
	for _, s := range in.Default {
		typed = append(typed, quote.Python(s.Text))
	}
	w.arguments = []string{"[" + strings.Join(typed, ", ") + "]"}
	if len(typed) > 0 {
		w.add("default", "["+strings.Join(typed, ", ")+"]")
	}
	w.add("accept_new_options", "True")
	switch in.Type {
	case manifest.Int:
		w.convert = "typed(int, %s)"
	case manifest.Number:
		w.convert = "typed(float, %s)"
	case manifest.Decimal:
		w.convert = "typed(Decimal, %s)"
	case manifest.Date, manifest.DateTime, manifest.Time:
		w.convert = "typed(dt." + string(in.Type) + ".fromisoformat, %s)"
	}
}

// written asks for a structured value as JSON.
func written(w *widget, in manifest.Input) {
	w.function, w.convert = "text_area", "parsed(%s)"
	switch {
	case in.Optional:
		w.convert = "parsed(%s) if %s else None"
	case in.List:
		w.arguments = []string{quote.Python("[]")}
	case in.Type == manifest.Map:
		w.arguments = []string{quote.Python("{}")}
	default:
		w.arguments = []string{quote.Python(`""`)}
	}
}

func uploader(w *widget, in manifest.Input) {
	w.function, w.convert = "file_uploader", "uploaded(%s)"
	if in.Optional {
		w.convert = "%s.getvalue() if %s else None"
	}
}

// largest is the largest whole number that a browser holds exactly.
const largest = 1<<53 - 1

func numeric(w *widget, in manifest.Input) {
	t := in.Type
	if t == manifest.Decimal { // Streamlit knows no decimals
		t = manifest.Number
		w.convert = "Decimal(str(%s))"
		if in.Optional {
			w.convert = "None if %s is None else Decimal(str(%s))"
		}
	}
	literal := func(s *manifest.Scalar) string {
		if s == nil || tooLarge(s.Text) {
			return ""
		}
		return Literal(t, s.Text)
	}
	low, high := literal(in.Min), literal(in.Max)
	w.function = "number_input"
	if in.Widget == "slider" && low != "" && high != "" && !in.Optional {
		w.function = "slider"
	}
	w.add("min_value", low)
	w.add("max_value", high)
	switch {
	case in.Optional:
		w.add("value", "None")
	case in.HasValue:
		w.add("value", literal(&in.Default[0]))
	case low != "":
		w.add("value", low)
	case strings.HasPrefix(high, "-"):
		w.add("value", high)
	default:
		w.add("value", Literal(t, "0"))
	}
	step := literal(in.Step)
	if step == "" && t == manifest.Int {
		step = "1"
	}
	w.add("step", step)
	w.add("format", numberFormat(in))
}

func tooLarge(text string) bool {
	n, ok := new(big.Float).SetString(text)
	return !ok || n.Cmp(big.NewFloat(largest)) > 0 || n.Cmp(big.NewFloat(-largest)) < 0
}

// numberFormat shows all digits that the manifest's own numbers have; Streamlit shows two.
func numberFormat(in manifest.Input) string {
	places := 0
	numbers := slices.Clone(in.Default)
	for _, s := range []*manifest.Scalar{in.Min, in.Max, in.Step} {
		if s != nil {
			numbers = append(numbers, *s)
		}
	}
	for _, s := range numbers {
		if _, decimals, ok := strings.Cut(s.Text, "."); ok && !strings.ContainsAny(decimals, "eE") {
			places = max(places, len(decimals))
		}
	}
	if places <= 2 {
		return ""
	}
	return fmt.Sprintf(`"%%.%df"`, places)
}

func temporal(w *widget, in manifest.Input) {
	literal := func(s *manifest.Scalar) string {
		if s == nil {
			return ""
		}
		return Literal(in.Type, s.Text)
	}
	low, high := literal(in.Min), literal(in.Max)
	w.function = string(in.Type) + "_input"
	value := defaultOr(in, "")
	if value == "" { // today may be out of bounds
		value = first(low, high)
	}
	if value == "" && in.Type == manifest.Time {
		value = "dt.time(0, 0)"
	}
	if value != "" {
		w.arguments = append(w.arguments, value)
	}
	if in.Type != manifest.Time {
		w.add("min_value", low)
		w.add("max_value", high)
	}
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func textual(w *widget, in manifest.Input) {
	w.function = pick(in.Widget, "text_input", "text_area")
	if in.Type == manifest.LongText {
		w.function = pick(in.Widget, "text_area", "text_input")
	}
	if value := defaultOr(in, ""); value != "" {
		w.arguments = append(w.arguments, value)
	}
	if in.MaxLength != nil {
		w.add("max_chars", strconv.Itoa(*in.MaxLength))
	}
	if in.Sensitive && w.function == "text_input" {
		w.add("type", `"password"`)
	}
}
