// Code generated from streamlift.yaml; DO NOT EDIT.

package notesclient

import (
	"context"
	"net/http"
)

// AddNoteInput is what [Client.AddNote] takes.
type AddNoteInput struct {
	Text string
}

func (in AddNoteInput) given() inputs {
	return inputs{
		{"text", textOf(in.Text)},
	}
}

// AddNote asks for add_note: Adds a note and gives the number of rows.
func (c *Client) AddNote(ctx context.Context, in AddNoteInput) (int64, error) {
	op := operation{id: "add_note", method: http.MethodPost, path: "/v1/add-note", accept: "application/json", place: inJSON}
	return ask[int64](ctx, c, op, in.given())
}
