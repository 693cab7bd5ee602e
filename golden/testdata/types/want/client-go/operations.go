// Code generated from streamlift.yaml; DO NOT EDIT.

package alltypesclient

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// AChoice is what some inputs may be: one of its constants.
type AChoice string

// The values of AChoice.
const (
	AChoiceSmall AChoice = "small"
	AChoiceLarge AChoice = "large"
)

// AnIntChoice is what some inputs may be: one of its constants.
type AnIntChoice int64

// The values of AnIntChoice.
const (
	AnIntChoice1 AnIntChoice = 1
	AnIntChoice2 AnIntChoice = 2
	AnIntChoice5 AnIntChoice = 5
)

// Choices is what some inputs may be: one of its constants.
type Choices string

// The values of Choices.
const (
	ChoicesRed   Choices = "red"
	ChoicesGreen Choices = "green"
	ChoicesBlue  Choices = "blue"
)

// AllInputsInput is what [Client.AllInputs] takes.
type AllInputsInput struct {
	ARecord     map[string]any
	Anything    any
	Lines       []map[string]any
	Required    int64
	AString     Optional[string] // "some-text" if absent
	AText       Optional[string]
	AnInt       Optional[int64]       // 10 if absent
	ANumber     Optional[float64]     // 0.5 if absent
	ADecimal    Optional[Decimal]     // "0.10" if absent
	ABool       Optional[bool]        // true if absent
	ADate       Optional[Date]        // Date{2024, time.February, 29} if absent
	ADatetime   Optional[DateTime]    // DateTime{time.Date(2024, time.February, 29, 23, 59, 59, 0, time.UTC)} if absent
	ATime       Optional[TimeOfDay]   // TimeOfDay{12, 0, 0, 0} if absent
	AChoice     Optional[AChoice]     // AChoiceSmall if absent
	AnIntChoice Optional[AnIntChoice] // AnIntChoice5 if absent
	Strings     Optional[[]string]    // []string{"a", "b"} if absent
	Ints        Optional[[]int64]     // []int64{1, -2} if absent
	Choices     Optional[[]Choices]   // []Choices{ChoicesRed} if absent
	Dates       Optional[[]Date]
	Counts      Optional[map[string]int64]
	Days        Optional[map[string]Date]
	Things      Optional[[]any] // []any{} if absent
	ASecret     Optional[string]
}

func (in AllInputsInput) given() inputs {
	return inputs{
		{"a_record", jsonOf(in.ARecord)},
		{"anything", jsonOf(in.Anything)},
		{"lines", listOf(in.Lines, jsonOf)},
		{"required", intOf(in.Required)},
		{"a_string", textOf(in.AString.Or("some-text"))},
		{"a_text", maybe(in.AText, textOf)},
		{"an_int", intOf(in.AnInt.Or(10))},
		{"a_number", floatOf(in.ANumber.Or(0.5))},
		{"a_decimal", textOf(in.ADecimal.Or("0.10"))},
		{"a_bool", boolOf(in.ABool.Or(true))},
		{"a_date", timeOf(in.ADate.Or(Date{2024, time.February, 29}))},
		{"a_datetime", timeOf(in.ADatetime.Or(DateTime{time.Date(2024, time.February, 29, 23, 59, 59, 0, time.UTC)}))},
		{"a_time", timeOf(in.ATime.Or(TimeOfDay{12, 0, 0, 0}))},
		{"a_choice", textOf(in.AChoice.Or(AChoiceSmall))},
		{"an_int_choice", intOf(in.AnIntChoice.Or(AnIntChoice5))},
		{"strings", listOf(in.Strings.Or([]string{"a", "b"}), textOf)},
		{"ints", listOf(in.Ints.Or([]int64{1, -2}), intOf)},
		{"choices", listOf(in.Choices.Or([]Choices{ChoicesRed}), textOf)},
		{"dates", maybe(in.Dates, func(items []Date) value { return listOf(items, timeOf) })},
		{"counts", maybe(in.Counts, jsonOf)},
		{"days", maybe(in.Days, jsonOf)},
		{"things", listOf(in.Things.Or([]any{}), jsonOf)},
		{"a_secret", maybe(in.ASecret, textOf)},
	}
}

// AllInputsResult is what [Client.AllInputs] gives.
type AllInputsResult struct {
	AString  string         `json:"a_string"`
	ADecimal Decimal        `json:"a_decimal"`
	ADate    Optional[Date] `json:"a_date"`
	Rest     any            `json:"rest"`
}

// UnmarshalJSON reads the fields and refuses an object that lacks one.
func (r *AllInputsResult) UnmarshalJSON(content []byte) error {
	o, err := objectOf(content)
	if err != nil {
		return err
	}
	return errors.Join(
		read(o, "a_string", &r.AString),
		read(o, "a_decimal", &r.ADecimal),
		read(o, "a_date", &r.ADate),
		read(o, "rest", &r.Rest),
	)
}

// AllInputs asks for all_inputs: Gives back what it got.
func (c *Client) AllInputs(ctx context.Context, in AllInputsInput) (AllInputsResult, error) {
	op := operation{id: "all_inputs", method: http.MethodPost, path: "/v1/all-inputs", reads: true, accept: "application/json", place: inJSON}
	return ask[AllInputsResult](ctx, c, op, in.given())
}

// GetTableRow is a row of what [Client.GetTable] gives.
type GetTableRow struct {
	Text     string          `json:"text"`
	Int      int64           `json:"int"`
	Number   float64         `json:"number"`
	Decimal  Decimal         `json:"decimal"`
	Bool     bool            `json:"bool"`
	Date     Date            `json:"date"`
	Datetime DateTime        `json:"datetime"`
	Time     TimeOfDay       `json:"time"`
	Maybe    Optional[int64] `json:"maybe"`
	Anything any             `json:"anything"`
}

// UnmarshalJSON reads the fields and refuses an object that lacks one.
func (r *GetTableRow) UnmarshalJSON(content []byte) error {
	o, err := objectOf(content)
	if err != nil {
		return err
	}
	return errors.Join(
		read(o, "text", &r.Text),
		read(o, "int", &r.Int),
		read(o, "number", &r.Number),
		read(o, "decimal", &r.Decimal),
		read(o, "bool", &r.Bool),
		read(o, "date", &r.Date),
		read(o, "datetime", &r.Datetime),
		read(o, "time", &r.Time),
		read(o, "maybe", &r.Maybe),
		read(o, "anything", &r.Anything),
	)
}

// GetTable asks for get_table: Get table.
func (c *Client) GetTable(ctx context.Context) ([]GetTableRow, error) {
	op := operation{id: "get_table", method: http.MethodGet, path: "/v1/get-table", reads: true, accept: "application/json"}
	return askList[GetTableRow](ctx, c, op, nil)
}

// GetAnyTable asks for get_any_table: Get any table.
func (c *Client) GetAnyTable(ctx context.Context) ([]map[string]any, error) {
	op := operation{id: "get_any_table", method: http.MethodGet, path: "/v1/get-any-table", reads: true, accept: "application/json"}
	return askList[map[string]any](ctx, c, op, nil)
}

// GetRecord asks for get_record: Get record.
func (c *Client) GetRecord(ctx context.Context) (map[string]any, error) {
	op := operation{id: "get_record", method: http.MethodGet, path: "/v1/get-record", reads: true, accept: "application/json"}
	return ask[map[string]any](ctx, c, op, nil)
}

// GetDates asks for get_dates: Get dates.
func (c *Client) GetDates(ctx context.Context) ([]Date, error) {
	op := operation{id: "get_dates", method: http.MethodGet, path: "/v1/get-dates", reads: true, accept: "application/json"}
	return askList[Date](ctx, c, op, nil)
}

// GetScalar asks for get_scalar: Get scalar.
func (c *Client) GetScalar(ctx context.Context) (Optional[Decimal], error) {
	op := operation{id: "get_scalar", method: http.MethodGet, path: "/v1/get-scalar", reads: true, accept: "application/json"}
	return ask[Optional[Decimal]](ctx, c, op, nil)
}

// GetFile asks for get_file: Get file.
func (c *Client) GetFile(ctx context.Context) (*File, error) {
	op := operation{id: "get_file", method: http.MethodGet, path: "/v1/get-file", reads: true, accept: "*/*"}
	return download(ctx, c, op, nil, "table.csv")
}

// DoNothing asks for do_nothing: Do nothing.
func (c *Client) DoNothing(ctx context.Context) error {
	op := operation{id: "do_nothing", method: http.MethodPut, path: "/v1/nothing/at-all", accept: "application/json"}
	return tell(ctx, c, op, nil)
}

// SaveTableInput is what [Client.SaveTable] takes.
type SaveTableInput struct {
	Year int64
	Rows []map[string]any
}

func (in SaveTableInput) given() inputs {
	return inputs{
		{"year", intOf(in.Year)},
		{"rows", listOf(in.Rows, jsonOf)},
	}
}

// SaveTable asks for save_table: Save table.
func (c *Client) SaveTable(ctx context.Context, in SaveTableInput) (int64, error) {
	op := operation{id: "save_table", method: http.MethodPost, path: "/v1/save-table", accept: "application/json", place: inJSON}
	return ask[int64](ctx, c, op, in.given())
}

// Later asks for later: Later.
func (c *Client) Later(ctx context.Context) error {
	op := operation{id: "later", method: http.MethodGet, path: "/v1/later", reads: true, accept: "application/json"}
	return tell(ctx, c, op, nil)
}
