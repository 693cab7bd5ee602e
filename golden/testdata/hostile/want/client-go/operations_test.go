// Code generated from streamlift.yaml; DO NOT EDIT.

package hostileclient

import (
	"context"
	"errors"
	"math"
	"net/http"
	"reflect"
	"testing"
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
		"class_1": {
			every: func(ctx context.Context, c *Client) (any, error) {
				return c.Class1(ctx, Class1Input{From: Some("'; DROP TABLE t; --"), None: Some(Class1None("None")), CamelCase: Some("first\nsecond\r\nthird\u2028fourth"), Private: Some("😀\x00"), X0: Some("\"")})
			},
			required: func(ctx context.Context, c *Client) (any, error) { return c.Class1(ctx, Class1Input{}) },
			status:   200,
			answer:   "[{\"a \\\"quoted\\\" name\": \"text\", \"class\": \"text\", \"path\": \"text\", \"odd\": \"text\"}]",
			want:     []Class1Row{{AQuotedName: "text", Class: "text", Path: "text", Odd: "text"}},
		},
		"list_things": {
			every: func(ctx context.Context, c *Client) (any, error) {
				return c.ListThings(ctx, ListThingsInput{Lambda: Some(int64(0)), Data: Some([]string{"a,b"}), ID: Some(int64(1))})
			},
			required: func(ctx context.Context, c *Client) (any, error) { return c.ListThings(ctx, ListThingsInput{}) },
			status:   200,
			answer:   "{\" a \": 7}",
			want:     ListThingsResult{A: int64(7)},
		},
		"x": {
			every:    func(ctx context.Context, c *Client) (any, error) { return nil, c.X(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return nil, c.X(ctx) },
			status:   204,
			answer:   "",
			want:     nil,
		},
		"y": {
			every:    func(ctx context.Context, c *Client) (any, error) { return c.Y(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return c.Y(ctx) },
			status:   200,
			answer:   "{\"class\": \"text\", \"None\": 7, \"2nd\": 1.5, \"ключ\": \"text\", \"a b\": true, \"a.c\": true, \"model_config\": 7, \"self\": 7}",
			want:     YResult{Class: "text", None: int64(7), Column2Nd: float64(1.5), Column1de36a: "text", AB: true, AC: true, ModelConfig: int64(7), Self: int64(7)},
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
