// Code generated from streamlift.yaml; DO NOT EDIT.

package shopclient

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"time"
)

// OpenOrdersInput is what [Client.OpenOrders] takes.
type OpenOrdersInput struct {
	Since  Optional[Date]  // Date{2025, time.January, 1} if absent
	Limit  Optional[int64] // 50 if absent
	Offset Optional[int64] // 0 if absent
}

func (in OpenOrdersInput) given() inputs {
	return inputs{
		{"since", timeOf(in.Since.Or(Date{2025, time.January, 1}))},
		{"limit", intOf(in.Limit.Or(50))},
		{"offset", intOf(in.Offset.Or(0))},
	}
}

// OpenOrdersRow is a row of what [Client.OpenOrders] gives.
type OpenOrdersRow struct {
	ID     int64             `json:"id"`
	Day    Date              `json:"day"`
	Amount Optional[float64] `json:"amount"`
}

// UnmarshalJSON reads the fields and refuses an object that lacks one.
func (r *OpenOrdersRow) UnmarshalJSON(content []byte) error {
	o, err := objectOf(content)
	if err != nil {
		return err
	}
	return errors.Join(
		read(o, "id", &r.ID),
		read(o, "day", &r.Day),
		read(o, "amount", &r.Amount),
	)
}

// OpenOrders asks for open_orders: Orders since a day, newest first.
func (c *Client) OpenOrders(ctx context.Context, in OpenOrdersInput) ([]OpenOrdersRow, error) {
	op := operation{id: "open_orders", method: http.MethodGet, path: "/v1/open-orders", reads: true, accept: "application/json"}
	return askList[OpenOrdersRow](ctx, c, op, in.given())
}

// OpenOrdersAll gives the rows of all pages from in.Offset on, in.Limit at a time; the next page is asked for when the one
// before is read. After an error there are no more.
func (c *Client) OpenOrdersAll(ctx context.Context, in OpenOrdersInput) iter.Seq2[OpenOrdersRow, error] {
	return func(yield func(OpenOrdersRow, error) bool) {
		limit, offset := in.Limit.Or(50), in.Offset.Or(0)
		for {
			in.Offset = Some(offset)
			page, err := c.OpenOrders(ctx, in)
			if err != nil {
				yield(OpenOrdersRow{}, err)
				return
			}
			for _, row := range page {
				if !yield(row, nil) {
					return
				}
			}
			if int64(len(page)) < max(limit, 1) {
				return
			}
			offset += int64(len(page))
		}
	}
}
