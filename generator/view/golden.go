package view

import (
	"fmt"
	"math"
	"math/big"
	"net/url"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// GoldenRequest is a request as the client of every language must send it, byte for byte.
type GoldenRequest struct {
	Inputs  string // every or required: which are given
	URL     Text   // with the base URL of the golden requests
	Headers []GoldenHeader
	Body    Text
}

// GoldenHeader is a header that the client itself sets.
type GoldenHeader struct {
	Name  string
	Value Text
}

// Golden is what all golden requests begin from.
type Golden struct {
	BaseURL, Key, RequestID string
	EndUser                 Text
}

// Golden gives the beginnings of the golden requests.
func (v *View) Golden() Golden {
	return Golden{BaseURL: goldenBase, Key: goldenKey, RequestID: goldenID, EndUser: NewText("Zoë <z@example.com>")}
}

const (
	goldenBase   = "http://service/base"
	goldenKey    = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
	goldenID     = "0123456789abcdef0123456789abcdef"
	goldenPerson = "Zo%C3%AB %3Cz@example.com%3E"
	goldenUpload = "content"
)

// goldenInput is an input on its way out: its texts in a URL or form, and itself in JSON.
type goldenInput struct {
	name   string
	texts  []string
	json   string
	upload bool
}

// golden makes the requests of an operation: with a value for every input, for a person, and with what is required only.
func golden(op manifest.Operation, o Operation, c ClientOperation) []GoldenRequest {
	var every, required []goldenInput
	for _, p := range o.Params {
		in := inputOf(op, p)
		every = append(every, givenInput(in))
		switch {
		case p.Required():
			required = append(required, givenInput(in))
		case in.HasValue:
			required = append(required, goldenOf(in, in.Default))
		}
	}
	both := []GoldenRequest{goldenRequest("every", o, c, every), goldenRequest("required", o, c, required)}
	both[0].Headers = append(both[0].Headers, GoldenHeader{"x-end-user", NewText(goldenPerson)})
	return both
}

// givenInput is an input as the example of the operation gives it.
func givenInput(in manifest.Input) goldenInput {
	text, ok := sampleText(in)
	if !ok {
		text = "a"
	}
	return goldenOf(in, []manifest.Scalar{{Text: text}})
}

func goldenOf(in manifest.Input, values []manifest.Scalar) goldenInput {
	out := goldenInput{name: in.Name, upload: in.Type == manifest.Upload}
	if out.upload {
		out.texts = []string{goldenUpload}
		return out
	}
	var items []string
	for _, v := range values {
		text := wireText(in.Type, v.Text)
		out.texts = append(out.texts, text)
		switch in.Type {
		case manifest.Int, manifest.Number, manifest.Bool, manifest.Map:
		default:
			text = quote.JSON(text)
		}
		items = append(items, text)
	}
	out.json = strings.Join(items, ",")
	if in.List {
		out.json = "[" + out.json + "]"
		if len(values) == 0 {
			out.texts = []string{""}
		}
	}
	return out
}

// goldenRequest writes the inputs where the operation takes them.
func goldenRequest(name string, o Operation, c ClientOperation, inputs []goldenInput) GoldenRequest {
	address, body, kind := goldenBase+"/v1"+o.Path, "", ""
	switch c.Inputs {
	case "json":
		fields := make([]string, 0, len(inputs))
		for _, in := range inputs {
			fields = append(fields, quote.JSON(in.name)+":"+in.json)
		}
		body, kind = "{"+strings.Join(fields, ",")+"}", "application/json"
	case "form":
		body, kind = goldenForm(inputs), "multipart/form-data; boundary="+goldenID
	default:
		var pairs []string
		for _, in := range inputs {
			for _, text := range in.texts {
				pairs = append(pairs, url.QueryEscape(in.name)+"="+url.QueryEscape(text))
			}
		}
		if len(pairs) > 0 {
			address += "?" + strings.Join(pairs, "&")
		}
	}
	accept := "application/json"
	if o.File {
		accept = "*/*"
	}
	headers := []GoldenHeader{{"accept", NewText(accept)}, {"authorization", NewText("Bearer " + goldenKey)}}
	if kind != "" {
		headers = append(headers, GoldenHeader{"content-type", NewText(kind)})
	}
	headers = append(headers, GoldenHeader{"x-request-id", NewText(goldenID)})
	return GoldenRequest{Inputs: name, URL: NewText(address), Headers: headers, Body: NewText(body)}
}

// goldenForm writes a multipart form: texts first, then files.
func goldenForm(inputs []goldenInput) string {
	var b strings.Builder
	for _, files := range []bool{false, true} {
		for _, in := range inputs {
			if in.upload != files {
				continue
			}
			for _, text := range in.texts {
				b.WriteString("--" + goldenID + "\r\nContent-Disposition: form-data; name=\"" + in.name + "\"")
				if files {
					b.WriteString("; filename=\"" + in.name + "\"\r\nContent-Type: application/octet-stream")
				}
				b.WriteString("\r\n\r\n" + text + "\r\n")
			}
		}
	}
	return b.String() + "--" + goldenID + "--\r\n"
}

// wireText is the text of a value on the wire.
func wireText(t manifest.InputType, text string) string {
	switch t {
	case manifest.Int:
		if n, ok := new(big.Int).SetString(text, 10); ok {
			return n.String() // -0 is 0
		}
	case manifest.Number:
		return floatText(text)
	case manifest.Decimal:
		return decimalText(text)
	}
	return text
}

// floatText writes a number in the shortest form that reads back, as Python does: always with a point or an exponent.
func floatText(text string) string {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	if size := math.Abs(f); size != 0 && (size < 1e-4 || size >= 1e16) {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	short := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(short, ".") {
		short += ".0"
	}
	return short
}

// decimalText writes a decimal as Python does: its digits are kept, and an exponent only where they need one.
func decimalText(text string) string {
	number, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	sign := ""
	if rest, negative := strings.CutPrefix(number, "-"); negative {
		sign, number = "-", rest
	}
	whole, fraction, _ := strings.Cut(number, ".")
	power, _ := strconv.Atoi(exponent) // none is 0
	power -= len(fraction)
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		digits = "0"
	}
	point := len(digits) + power // digits before it
	switch {
	case power <= 0 && point > 0:
		whole, fraction = digits[:point], digits[point:]
	case power <= 0 && point > -6:
		whole, fraction = "0", strings.Repeat("0", -point)+digits
	default:
		if len(digits) > 1 {
			digits = digits[:1] + "." + digits[1:]
		}
		return fmt.Sprintf("%s%sE%+d", sign, digits, point-1)
	}
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + "." + fraction
}
