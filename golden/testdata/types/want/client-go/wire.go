// Code generated from streamlift.yaml; DO NOT EDIT.

package alltypesclient

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"slices"
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

// Decimal is an exact number in decimal digits, as "12.50".
type Decimal string

// UnmarshalJSON reads a number, also one that stands as text.
func (d *Decimal) UnmarshalJSON(content []byte) error {
	var number json.Number
	err := json.Unmarshal(content, &number)
	*d = Decimal(number)
	return err
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

// DateTime is a day and a time of day. The service's have no zone, and are in UTC here; on their way out the clock is
// sent as it stands.
type DateTime struct{ Time time.Time }

// String gives what the clock says, as 2006-01-02T15:04:05.
func (d DateTime) String() string { return clockText(d.Time, "2006-01-02T15:04:05") }

// MarshalText gives what the clock says, as 2006-01-02T15:04:05.
func (d DateTime) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a date and time with or without a zone.
func (d *DateTime) UnmarshalText(text []byte) error {
	var err error
	if d.Time, err = time.Parse("2006-01-02T15:04:05", string(text)); err != nil {
		d.Time, err = time.Parse(time.RFC3339, string(text))
	}
	return err
}

// TimeOfDay is a time of day.
type TimeOfDay struct{ Hour, Minute, Second, Nanosecond int }

// String gives the time as 15:04:05.
func (t TimeOfDay) String() string {
	return clockText(time.Date(1, 1, 1, t.Hour, t.Minute, t.Second, t.Nanosecond, time.UTC), time.TimeOnly)
}

// MarshalText gives the time as 15:04:05.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads a time written as 15:04:05.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	at, err := time.Parse(time.TimeOnly, string(text))
	*t = TimeOfDay{at.Hour(), at.Minute(), at.Second(), at.Nanosecond()}
	return err
}

// clockText writes a time with its microseconds, where it has some.
func clockText(t time.Time, layout string) string {
	if t.Nanosecond() >= 1000 {
		layout += ".000000"
	}
	return t.Format(layout)
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
	texts  []string
	json   string
	absent bool
}

// placed gives path, content type and body of a request with the inputs. The clients of all languages write the same
// bytes.
func (in inputs) placed(op operation) (path, kind string, body []byte, err error) {
	in = slices.DeleteFunc(in, func(one input) bool { return one.absent })
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

func boolOf(v bool) value {
	text := strconv.FormatBool(v)
	return value{texts: []string{text}, json: text}
}

// floatOf writes the shortest text that reads back, always with a point or an exponent, as the Python client does.
func floatOf(v float64) value {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if size := math.Abs(v); size != 0 && (size < 1e-4 || size >= 1e16) {
		text = strconv.FormatFloat(v, 'e', -1, 64)
	} else if !math.IsNaN(v) && !strings.Contains(text, ".") {
		text += ".0"
	}
	return value{texts: []string{text}, json: text}
}

func intOf[T ~int64](v T) value {
	text := strconv.FormatInt(int64(v), 10)
	return value{texts: []string{text}, json: text}
}

// jsonOf writes what has no text of its own. What JSON cannot hold becomes no JSON, which placed refuses.
func jsonOf[T any](v T) value {
	text, err := encoded(v)
	if err != nil {
		text = err.Error()
	}
	return value{json: text}
}

// listOf writes several values of one name. An empty list is one empty text: left out, the service would take its default.
func listOf[T any](items []T, one func(T) value) value {
	var list value
	var parts []string
	for _, item := range items {
		v := one(item)
		list.texts, parts = append(list.texts, v.texts...), append(parts, v.json)
	}
	if len(items) == 0 {
		list.texts = []string{""}
	}
	list.json = "[" + strings.Join(parts, ",") + "]"
	return list
}

func maybe[T any](v Optional[T], one func(T) value) value {
	if !v.given {
		return value{absent: true}
	}
	return one(v.value)
}

func textOf[T ~string](v T) value { return value{texts: []string{string(v)}, json: quoted(string(v))} }

func timeOf[T fmt.Stringer](v T) value { return textOf(v.String()) }

// quoted is a text as JSON.
func quoted(text string) string {
	content, _ := encoded(text) // a string has a JSON
	return content
}

// encoded is a value as JSON.
func encoded(v any) (string, error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
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

// tell asks for an operation that gives nothing.
func tell(ctx context.Context, c *Client, op operation, given inputs) error {
	a, err := c.send(ctx, op, given)
	if err != nil {
		return err
	}
	if err := a.Body.Close(); err != nil {
		return a.fail(err)
	}
	return nil
}

// download asks for an operation that gives a file.
func download(ctx context.Context, c *Client, op operation, given inputs, name string) (*File, error) {
	a, err := c.send(ctx, op, given)
	if err != nil {
		return nil, err
	}
	return &File{Name: name, MediaType: a.Header.Get("Content-Type"), Body: a.Body}, nil
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
