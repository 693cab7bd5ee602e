// Code generated from streamlift.yaml; DO NOT EDIT.

package hostileclient

import (
	"context"
	"errors"
	"net/http"
)

// Class1None is what some inputs may be: one of its constants.
type Class1None string

// The values of Class1None.
const (
	Class1NoneNone        Class1None = "None"
	Class1NoneNull        Class1None = "null"
	Class1NoneTrue        Class1None = "true"
	Class1NoneValueE3b0c4 Class1None = ""
	Class1NoneValue36a9e7 Class1None = " "
	Class1NoneAB          Class1None = "a\nb"
	Class1NoneValue2b4c34 Class1None = "\t"
	Class1NoneE           Class1None = "é"
	Class1NoneX           Class1None = "{x}"
)

// Class1Input is what [Client.Class1] takes.
type Class1Input struct {
	From      Optional[string]     // "'; DROP TABLE t; --" if absent
	None      Optional[Class1None] // Class1NoneNone if absent
	CamelCase Optional[string]     // "first\nsecond\r\nthird\u2028fourth" if absent
	Private   Optional[string]     // "😀\x00" if absent
	X0        Optional[string]
}

func (in Class1Input) given() inputs {
	return inputs{
		{"from", textOf(in.From.Or("'; DROP TABLE t; --"))},
		{"None_", textOf(in.None.Or(Class1NoneNone))},
		{"CamelCase", textOf(in.CamelCase.Or("first\nsecond\r\nthird\u2028fourth"))},
		{"_private", textOf(in.Private.Or("😀\x00"))},
		{"x0", maybe(in.X0, textOf)},
	}
}

// Class1Row is a row of what [Client.Class1] gives.
type Class1Row struct {
	AQuotedName string
	Class       string `json:"class"`
	Path        string `json:"path"`
	Odd         string `json:"odd"`
}

// UnmarshalJSON reads the fields and refuses an object that lacks one.
func (r *Class1Row) UnmarshalJSON(content []byte) error {
	o, err := objectOf(content)
	if err != nil {
		return err
	}
	return errors.Join(
		read(o, "a \"quoted\" name", &r.AQuotedName),
		read(o, "class", &r.Class),
		read(o, "path", &r.Path),
		read(o, "odd", &r.Odd),
	)
}

// Class1 asks for class_1: """ ends a docstring\
func (c *Client) Class1(ctx context.Context, in Class1Input) ([]Class1Row, error) {
	op := operation{id: "class_1", method: http.MethodGet, path: "/v1/class-1", reads: true, accept: "application/json"}
	return askList[Class1Row](ctx, c, op, in.given())
}

// ListThingsInput is what [Client.ListThings] takes.
type ListThingsInput struct {
	Lambda Optional[int64]    // 0 if absent
	Data   Optional[[]string] // []string{"a,b", "c\"d", "'"} if absent
	ID     Optional[int64]
}

func (in ListThingsInput) given() inputs {
	return inputs{
		{"lambda_", intOf(in.Lambda.Or(0))},
		{"data", listOf(in.Data.Or([]string{"a,b", "c\"d", "'"}), textOf)},
		{"id", maybe(in.ID, intOf)},
	}
}

// ListThingsResult is what [Client.ListThings] gives.
type ListThingsResult struct {
	A int64
}

// UnmarshalJSON reads the fields and refuses an object that lacks one.
func (r *ListThingsResult) UnmarshalJSON(content []byte) error {
	o, err := objectOf(content)
	if err != nil {
		return err
	}
	return errors.Join(
		read(o, " a ", &r.A),
	)
}

// ListThings asks for list_things: Second line of a description: with and \N{BULLET} \u0041 \
func (c *Client) ListThings(ctx context.Context, in ListThingsInput) (ListThingsResult, error) {
	op := operation{id: "list_things", method: http.MethodGet, path: "/v1/list-things", reads: true, accept: "application/json"}
	return ask[ListThingsResult](ctx, c, op, in.given())
}

// X asks for x: X.
func (c *Client) X(ctx context.Context) error {
	op := operation{id: "x", method: http.MethodPost, path: "/v1/x", accept: "application/json"}
	return tell(ctx, c, op, nil)
}

// YResult is what [Client.Y] gives.
type YResult struct {
	Class        string `json:"class"`
	None         int64  `json:"None"`
	Column2Nd    float64
	Column1de36a any
	AB           bool
	AC           bool
	ModelConfig  int64 `json:"model_config"`
	Self         int64 `json:"self"`
}

// UnmarshalJSON reads the fields and refuses an object that lacks one.
func (r *YResult) UnmarshalJSON(content []byte) error {
	o, err := objectOf(content)
	if err != nil {
		return err
	}
	return errors.Join(
		read(o, "class", &r.Class),
		read(o, "None", &r.None),
		read(o, "2nd", &r.Column2Nd),
		read(o, "ключ", &r.Column1de36a),
		read(o, "a b", &r.AB),
		read(o, "a.c", &r.AC),
		read(o, "model_config", &r.ModelConfig),
		read(o, "self", &r.Self),
	)
}

// Y asks for y: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
func (c *Client) Y(ctx context.Context) (YResult, error) {
	op := operation{id: "y", method: http.MethodGet, path: "/v1/y", reads: true, accept: "application/json"}
	return ask[YResult](ctx, c, op, nil)
}
