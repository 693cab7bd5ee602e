// Code generated from streamlift.yaml; DO NOT EDIT.

package shopclient

import (
	"context"
	"errors"
	"math"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

// goldenCall is an operation called with every input, and with those that must be given.
type goldenCall struct {
	every, required func(context.Context, *Client) (any, error)
	status          int
	answer          string
	want            any
}

func goldenCalls() map[string]goldenCall {
	return map[string]goldenCall{
		"open_orders": {
			every: func(ctx context.Context, c *Client) (any, error) {
				return c.OpenOrders(ctx, OpenOrdersInput{Since: Some(Date{2025, time.January, 1}), Limit: Some(int64(50)), Offset: Some(int64(0))})
			},
			required: func(ctx context.Context, c *Client) (any, error) { return c.OpenOrders(ctx, OpenOrdersInput{}) },
			status:   200,
			answer:   "[{\"id\": 7, \"day\": \"2026-01-31\", \"amount\": 1.5}]",
			want:     []OpenOrdersRow{{ID: int64(7), Day: Date{2026, time.January, 31}, Amount: Some(float64(1.5))}},
		},
	}
}

// TestGoldenRequests holds what each operation sends, byte for byte, and what it makes of the answer.
func TestGoldenRequests(t *testing.T) {
	g, calls := readGolden(t), goldenCalls()
	for _, test := range g.Requests {
		t.Run(test.Operation+"/"+test.Inputs, func(t *testing.T) {
			call := calls[test.Operation]
			over := &transport{answer: func(int) (*http.Response, error) { return answered(call.status, call.answer), nil }}
			c, ask := open(t, g, over, Retry{}), call.required
			if test.Inputs == "every" {
				c, ask = c.OnBehalfOf(g.EndUser), call.every
			}
			got, err := ask(t.Context(), c)
			if err != nil || !reflect.DeepEqual(got, call.want) {
				t.Errorf("gives %#v, %v, want %#v", got, err, call.want)
			}
			if len(over.sent) != 1 || !reflect.DeepEqual(over.sent[0], test.sent) {
				t.Errorf("sends\n%q, want\n%q", over.sent, test.sent)
			}
		})
	}
}

// TestRefusesOtherAnswers holds that an answer of another shape is an error, never a zero value.
func TestRefusesOtherAnswers(t *testing.T) {
	g := readGolden(t)
	for id, call := range goldenCalls() {
		if call.status == http.StatusNoContent {
			continue
		}
		for _, answer := range []string{"", "{", `[{"any`} {
			over := &transport{answer: func(int) (*http.Response, error) { return answered(http.StatusOK, answer), nil }}
			got, err := call.required(t.Context(), open(t, g, over, Retry{}))
			if failed := (*CallError)(nil); !errors.As(err, &failed) || failed.Operation != id {
				t.Errorf("%s makes %#v of %q: %v", id, got, answer, err)
			}
		}
	}
}

// TestNull holds that null is a value only where it may be.
func TestNull(t *testing.T) {
	var whole int64
	var number float64
	var anything any = 1
	if decode([]byte("null"), &whole) == nil || decode([]byte("null"), &map[string]any{}) == nil {
		t.Error("null is taken for a value")
	}
	if err := decode([]byte("null"), &number); err != nil || !math.IsNaN(number) {
		t.Errorf("a number that is null: %v, %v", number, err)
	}
	if err := decode([]byte("null"), &anything); err != nil || anything != nil {
		t.Errorf("anything that is null: %v, %v", anything, err)
	}
}

// TestOpenOrdersAll walks three pages, the last of them short.
func TestOpenOrdersAll(t *testing.T) {
	g := readGolden(t)
	row := goldenCalls()["open_orders"].answer
	row = row[1 : len(row)-1]
	over := &transport{answer: func(tried int) (*http.Response, error) {
		return answered(http.StatusOK, "["+[]string{row + "," + row, row + "," + row, row}[tried-1]+"]"), nil
	}}
	var in OpenOrdersInput
	in.Limit = Some[int64](2)
	rows := 0
	for _, err := range open(t, g, over, Retry{}).OpenOrdersAll(t.Context(), in) {
		if err != nil {
			t.Fatal(err)
		}
		rows++
	}
	if rows != 5 || len(over.sent) != 3 || !strings.Contains(over.sent[2].URL+over.sent[2].Body, "offset=4") {
		t.Errorf("%d rows in %d requests: %v", rows, len(over.sent), over.sent)
	}
	failing := &transport{answer: func(int) (*http.Response, error) { return answered(http.StatusNotFound, ""), nil }}
	for _, err := range open(t, g, failing, Retry{}).OpenOrdersAll(t.Context(), in) {
		if rows++; err == nil || rows > 6 {
			t.Errorf("row %d: %v", rows, err)
		}
	}
}
