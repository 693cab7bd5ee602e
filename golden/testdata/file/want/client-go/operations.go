// Code generated from streamlift.yaml; DO NOT EDIT.

package papersclient

import (
	"context"
	"net/http"
)

// ShortenInput is what [Client.Shorten] takes.
type ShortenInput struct {
	Paper []byte
	Lines Optional[int64] // 10 if absent
}

func (in ShortenInput) given() inputs {
	return inputs{
		{"paper", fileOf(in.Paper)},
		{"lines", intOf(in.Lines.Or(10))},
	}
}

// Shorten asks for shorten: Gives the first lines of a text file.
func (c *Client) Shorten(ctx context.Context, in ShortenInput) (*File, error) {
	op := operation{id: "shorten", method: http.MethodPost, path: "/v1/shorten", reads: true, accept: "*/*", place: inForm}
	return download(ctx, c, op, in.given(), "short.txt")
}
