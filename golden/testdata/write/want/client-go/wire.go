// Code generated from streamlift.yaml; DO NOT EDIT.

package notesclient

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"strings"
)

// place is where the inputs of a request stand.
type place int

const (
	inURL place = iota
	inJSON
)

// inputs are what a request gives, in order.
type inputs []input

// input is one of them: its texts in a URL or form, or its JSON.
type input struct {
	name string
	value
}

type value struct {
	texts []string
	json  string
}

// placed gives path, content type and body of a request with the inputs. The clients of all languages write the same
// bytes.
func (in inputs) placed(op operation) (path, kind string, body []byte, err error) {
	if op.place == inJSON {
		fields := make([]string, 0, len(in))
		for _, one := range in {
			if !json.Valid([]byte(one.json)) { // NaN and the infinities
				return "", "", nil, fmt.Errorf("%s: JSON has no %s", one.name, one.json)
			}
			fields = append(fields, quoted(one.name)+":"+one.json)
		}
		return op.path, "application/json", []byte("{" + strings.Join(fields, ",") + "}"), nil
	}
	var pairs []string
	for _, one := range in {
		for _, text := range one.texts {
			pairs = append(pairs, url.QueryEscape(one.name)+"="+url.QueryEscape(text))
		}
	}
	if len(pairs) == 0 {
		return op.path, "", nil, nil
	}
	return op.path + "?" + strings.Join(pairs, "&"), "", nil, nil
}

func textOf[T ~string](v T) value { return value{texts: []string{string(v)}, json: quoted(string(v))} }

// quoted is a text as JSON.
func quoted(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a string has a JSON
	return strings.TrimSuffix(b.String(), "\n")
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

// ask asks for an operation and reads its answer as a T.
func ask[T any](ctx context.Context, c *Client, op operation, given inputs) (T, error) {
	var result T
	a, err := c.send(ctx, op, given)
	if err != nil {
		return result, err
	}
	defer a.Body.Close()
	content, err := io.ReadAll(a.Body)
	if err == nil {
		err = decode(content, &result)
	}
	if err != nil {
		var none T
		return none, a.fail(err)
	}
	return result, nil
}

// decode reads a value. Null is one only where it may be: an Optional, anything, and a number, for JSON has no NaN.
func decode[T any](content []byte, into *T) error {
	if string(bytes.TrimSpace(content)) == "null" {
		switch into := any(into).(type) {
		case *float64:
			*into = math.NaN()
			return nil
		case *any:
			*into = nil
			return nil
		}
		return errors.New("null, where a value must stand")
	}
	return json.Unmarshal(content, into)
}
