// Code generated from streamlift.yaml; DO NOT EDIT.

package shopclient

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
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

// Date is a day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf gives the day of a time, where that time is.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// String gives the day as 2006-01-02.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MarshalText gives the day as 2006-01-02.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a day written as 2006-01-02.
func (d *Date) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.DateOnly, string(text))
	*d = DateOf(t)
	return err
}

// place is where the inputs of a request stand.
type place int

const (
	inURL place = iota
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
func (in inputs) placed(op operation) (path, kind string, body []byte) {
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

func intOf[T ~int64](v T) value {
	text := strconv.FormatInt(int64(v), 10)
	return value{texts: []string{text}, json: text}
}

func textOf[T ~string](v T) value { return value{texts: []string{string(v)}, json: quoted(string(v))} }

func timeOf[T fmt.Stringer](v T) value { return textOf(v.String()) }

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

// askList asks for an operation and reads its answer as a list, an item at a time.
func askList[T any](ctx context.Context, c *Client, op operation, given inputs) ([]T, error) {
	a, err := c.send(ctx, op, given)
	if err != nil {
		return nil, err
	}
	defer a.Body.Close()
	decoder := json.NewDecoder(a.Body)
	if start, err := decoder.Token(); err != nil || start != json.Delim('[') {
		return nil, a.fail(errors.Join(errors.New("the answer is no list"), err))
	}
	list := []T{}
	for decoder.More() {
		var item json.RawMessage
		var read T
		if err := decoder.Decode(&item); err != nil {
			return nil, a.fail(err)
		}
		if err := decode(item, &read); err != nil {
			return nil, a.fail(fmt.Errorf("item %d: %w", len(list), err))
		}
		list = append(list, read)
	}
	if _, err := decoder.Token(); err != nil {
		return nil, a.fail(err)
	}
	return list, nil
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
		case interface{ clear() }:
			into.clear()
			return nil
		}
		return errors.New("null, where a value must stand")
	}
	return json.Unmarshal(content, into)
}

// object is a JSON object, its values still to be read.
type object map[string]json.RawMessage

func objectOf(content []byte) (object, error) {
	var o object
	err := json.Unmarshal(content, &o)
	return o, err
}

// read reads the value of a name.
func read[T any](o object, name string, into *T) error {
	content, there := o[name]
	if !there {
		return fmt.Errorf("%q is missing", name)
	}
	if err := decode(content, into); err != nil {
		return fmt.Errorf("%q: %w", name, err)
	}
	return nil
}
