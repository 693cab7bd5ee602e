// Code generated from streamlift.yaml; DO NOT EDIT.

package papersclient

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
)

// Optional is a value that may be absent: an input that is not given, or a null in an answer. The zero Optional is
// absent.
type Optional[T any] struct {
	value T
	given bool
}

// Some is a value that is there.
func Some[T any](value T) Optional[T] { return Optional[T]{value: value, given: true} }

// Get gives the value and whether there is one.
func (o Optional[T]) Get() (T, bool) { return o.value, o.given }

// Or gives the value, or another one where it is absent.
func (o Optional[T]) Or(other T) T {
	if o.given {
		return o.value
	}
	return other
}

// MarshalJSON writes null for what is absent.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if !o.given {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}

func (o *Optional[T]) clear() { *o = Optional[T]{} }

// UnmarshalJSON reads null as absent.
func (o *Optional[T]) UnmarshalJSON(content []byte) error {
	if string(content) == "null" {
		o.clear()
		return nil
	}
	o.given = true
	return json.Unmarshal(content, &o.value)
}

// File is a file on its way. Whoever gets it closes its Body.
type File struct {
	Name      string
	MediaType string
	Body      io.ReadCloser
}

// place is where the inputs of a request stand.
type place int

const (
	inURL place = iota
	inForm
)

// inputs are what a request gives, in order.
type inputs []input

// input is one of them: its texts in a URL or form, or its JSON, or a file.
type input struct {
	name string
	value
}

type value struct {
	texts  []string
	json   string
	file   []byte
	isFile bool
}

// placed gives path, content type and body of a request with the inputs. The clients of all languages write the same
// bytes.
func (in inputs) placed(op operation, id string) (path, kind string, body []byte) {
	if op.place == inForm {
		return op.path, "multipart/form-data; boundary=" + id, in.form(id)
	}
	var pairs []string
	for _, one := range in {
		for _, text := range one.texts {
			pairs = append(pairs, url.QueryEscape(one.name)+"="+url.QueryEscape(text))
		}
	}
	if len(pairs) == 0 {
		return op.path, "", nil
	}
	return op.path + "?" + strings.Join(pairs, "&"), "", nil
}

// form is a multipart form: texts first, then files.
func (in inputs) form(boundary string) []byte {
	var form bytes.Buffer
	for _, files := range []bool{false, true} {
		for _, one := range in {
			if one.isFile != files {
				continue
			}
			head := fmt.Sprintf("--%s\r\nContent-Disposition: form-data; name=%q", boundary, one.name)
			if files {
				fmt.Fprintf(&form, "%s; filename=%q\r\nContent-Type: application/octet-stream\r\n\r\n%s\r\n", head, one.name, one.file)
			}
			for _, text := range one.texts {
				fmt.Fprintf(&form, "%s\r\n\r\n%s\r\n", head, text)
			}
		}
	}
	fmt.Fprintf(&form, "--%s--\r\n", boundary)
	return form.Bytes()
}

func fileOf(content []byte) value { return value{file: content, isFile: true} }

func intOf[T ~int64](v T) value {
	text := strconv.FormatInt(int64(v), 10)
	return value{texts: []string{text}, json: text}
}

// percentEncoded makes a header of any text.
func percentEncoded(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("_.-~@ ", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// download asks for an operation that gives a file.
func download(ctx context.Context, c *Client, op operation, given inputs, name string) (*File, error) {
	a, err := c.send(ctx, op, given)
	if err != nil {
		return nil, err
	}
	return &File{Name: name, MediaType: a.Header.Get("Content-Type"), Body: a.Body}, nil
}
