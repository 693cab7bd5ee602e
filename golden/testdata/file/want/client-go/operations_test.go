// Code generated from streamlift.yaml; DO NOT EDIT.

package papersclient

import (
	"context"
	"io"
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
		"shorten": {
			every: func(ctx context.Context, c *Client) (any, error) {
				return content(c.Shorten(ctx, ShortenInput{Paper: []byte("content"), Lines: Some(int64(10))}))
			},
			required: func(ctx context.Context, c *Client) (any, error) {
				return content(c.Shorten(ctx, ShortenInput{Paper: []byte("content")}))
			},
			status: 200,
			answer: "a,b",
			want:   "a,b",
		},
	}
}

// content is the content of a file.
func content(file *File, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer file.Body.Close()
	text, err := io.ReadAll(file.Body)
	return string(text), err
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
