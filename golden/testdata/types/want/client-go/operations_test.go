// Code generated from streamlift.yaml; DO NOT EDIT.

package alltypesclient

import (
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"reflect"
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
		"all_inputs": {
			every: func(ctx context.Context, c *Client) (any, error) {
				return c.AllInputs(ctx, AllInputsInput{ARecord: map[string]any{"key": "a"}, Anything: "a", Lines: []map[string]any{map[string]any{"Net weight": 1.5, "due": "2026-01-31", "quantity": 1, "sku": "a"}}, Required: int64(1), AString: Some("some-text"), AText: Some("a"), AnInt: Some(int64(10)), ANumber: Some(float64(0.5)), ADecimal: Some(Decimal("0.10")), ABool: Some(true), ADate: Some(Date{2024, time.February, 29}), ADatetime: Some(DateTime{time.Date(2024, time.February, 29, 23, 59, 59, 0, time.UTC)}), ATime: Some(TimeOfDay{12, 0, 0, 0}), AChoice: Some(AChoice("small")), AnIntChoice: Some(AnIntChoice(5)), Strings: Some([]string{"a"}), Ints: Some([]int64{int64(1)}), Choices: Some([]Choices{Choices("red")}), Dates: Some([]Date{Date{2026, time.January, 31}}), Counts: Some(map[string]int64{"key": 1}), Days: Some(map[string]Date{"key": Date{2026, time.January, 31}}), Things: Some([]any{"a"}), ASecret: Some("a")})
			},
			required: func(ctx context.Context, c *Client) (any, error) {
				return c.AllInputs(ctx, AllInputsInput{ARecord: map[string]any{"key": "a"}, Anything: "a", Lines: []map[string]any{map[string]any{"Net weight": 1.5, "due": "2026-01-31", "quantity": 1, "sku": "a"}}, Required: int64(1)})
			},
			status: 200,
			answer: "{\"a_string\": \"text\", \"a_decimal\": \"19.90\", \"a_date\": \"2026-01-31\", \"rest\": \"text\"}",
			want:   AllInputsResult{AString: "text", ADecimal: Decimal("19.90"), ADate: Some(Date{2026, time.January, 31}), Rest: "text"},
		},
		"get_table": {
			every:    func(ctx context.Context, c *Client) (any, error) { return c.GetTable(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return c.GetTable(ctx) },
			status:   200,
			answer:   "[{\"text\": \"text\", \"int\": 7, \"number\": 1.5, \"decimal\": \"19.90\", \"bool\": true, \"date\": \"2026-01-31\", \"datetime\": \"2026-01-31T08:30:00\", \"time\": \"08:30:00\", \"maybe\": 7, \"anything\": \"text\"}]",
			want:     []GetTableRow{{Text: "text", Int: int64(7), Number: float64(1.5), Decimal: Decimal("19.90"), Bool: true, Date: Date{2026, time.January, 31}, Datetime: DateTime{time.Date(2026, time.January, 31, 8, 30, 0, 0, time.UTC)}, Time: TimeOfDay{8, 30, 0, 0}, Maybe: Some(int64(7)), Anything: "text"}},
		},
		"get_any_table": {
			every:    func(ctx context.Context, c *Client) (any, error) { return c.GetAnyTable(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return c.GetAnyTable(ctx) },
			status:   200,
			answer:   "[{\"any\": 1}]",
			want:     []map[string]any{{"any": 1.0}},
		},
		"get_record": {
			every:    func(ctx context.Context, c *Client) (any, error) { return c.GetRecord(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return c.GetRecord(ctx) },
			status:   200,
			answer:   "{\"any\": 1}",
			want:     map[string]any{"any": 1.0},
		},
		"get_dates": {
			every:    func(ctx context.Context, c *Client) (any, error) { return c.GetDates(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return c.GetDates(ctx) },
			status:   200,
			answer:   "[\"2026-01-31\"]",
			want:     []Date{Date{2026, time.January, 31}},
		},
		"get_scalar": {
			every:    func(ctx context.Context, c *Client) (any, error) { return c.GetScalar(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return c.GetScalar(ctx) },
			status:   200,
			answer:   "\"19.90\"",
			want:     Some(Decimal("19.90")),
		},
		"get_file": {
			every:    func(ctx context.Context, c *Client) (any, error) { return content(c.GetFile(ctx)) },
			required: func(ctx context.Context, c *Client) (any, error) { return content(c.GetFile(ctx)) },
			status:   200,
			answer:   "a,b",
			want:     "a,b",
		},
		"do_nothing": {
			every:    func(ctx context.Context, c *Client) (any, error) { return nil, c.DoNothing(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return nil, c.DoNothing(ctx) },
			status:   204,
			answer:   "",
			want:     nil,
		},
		"save_table": {
			every: func(ctx context.Context, c *Client) (any, error) {
				return c.SaveTable(ctx, SaveTableInput{Year: int64(1), Rows: []map[string]any{map[string]any{"Net weight": 1.5, "due": "2026-01-31", "note": "a", "sku": "a"}}})
			},
			required: func(ctx context.Context, c *Client) (any, error) {
				return c.SaveTable(ctx, SaveTableInput{Year: int64(1), Rows: []map[string]any{map[string]any{"Net weight": 1.5, "due": "2026-01-31", "note": "a", "sku": "a"}}})
			},
			status: 200,
			answer: "7",
			want:   int64(7),
		},
		"later": {
			every:    func(ctx context.Context, c *Client) (any, error) { return nil, c.Later(ctx) },
			required: func(ctx context.Context, c *Client) (any, error) { return nil, c.Later(ctx) },
			status:   204,
			answer:   "",
			want:     nil,
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

// TestRefusesOtherAnswers holds that an answer of another shape is an error, never a zero value.
func TestRefusesOtherAnswers(t *testing.T) {
	g := readGolden(t)
	for id, call := range goldenCalls() {
		if call.status == http.StatusNoContent || call.answer == "a,b" {
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
