// Code generated from streamlift.yaml; DO NOT EDIT.

// Package hostileclient is the client of hostile-service.
//
// Open one [Client] and share it. Every call takes a context, whose deadline bounds all its tries together, and gives a
// result or an error that holds a [*Problem] or a [*CallError].
package hostileclient

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// What the client waits for at most when it has a transport of its own.
const (
	connectTimeout = 5 * time.Second
	answerTimeout  = 35 * time.Second // the service gives a statement 30 s
)

// Config says where the service is and how it is asked.
type Config struct {
	BaseURL string // of the service, as "https://hostile.example.com"
	APIKey  string

	// Transport sends the requests. If nil, the client has connections of its own: they use no proxy, are made within
	// 5 s, and an answer begins within 35 s.
	Transport http.RoundTripper

	Retry Retry

	// Logger is told, at debug level, of each further try.
	Logger *slog.Logger
}

// Client asks the service. Several goroutines may use it at once.
type Client struct {
	base, key, endUser string

	http   *http.Client
	retry  Retry
	logger *slog.Logger
	newID  func() string
}

// New makes a client.
func New(config Config) (*Client, error) {
	base, err := url.Parse(config.BaseURL)
	if err != nil {
		return nil, err
	}
	if base.Scheme != "http" && base.Scheme != "https" || base.Host == "" {
		return nil, fmt.Errorf("%q is no address of a service", config.BaseURL)
	}
	if config.Transport == nil {
		config.Transport = &http.Transport{
			DialContext:           (&net.Dialer{Timeout: connectTimeout}).DialContext,
			TLSHandshakeTimeout:   connectTimeout,
			ResponseHeaderTimeout: answerTimeout,
			IdleConnTimeout:       90 * time.Second,
			MaxIdleConnsPerHost:   16,
			ForceAttemptHTTP2:     true,
		}
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	return &Client{
		base: strings.TrimRight(config.BaseURL, "/"),
		key:  config.APIKey,
		http: &http.Client{
			Transport:     config.Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		retry:  config.Retry.filled(),
		logger: config.Logger,
		newID:  randomID,
	}, nil
}

// OnBehalfOf gives the client speaking for a person, over the same connections. The empty person is the caller itself.
func (c *Client) OnBehalfOf(endUser string) *Client {
	other := *c
	other.endUser = endUser
	return &other
}

func randomID() string {
	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:])
}

// operation is what the service does at a route.
type operation struct {
	id, method, path string
	reads            bool // changes nothing, so it may be asked for twice
	accept           string
	place            place
}

// answer is a response that says yes. Its body is still to be read.
type answer struct {
	*http.Response
	operation, requestID string
}

// fail says that the answer cannot be used.
func (a answer) fail(err error) error {
	return &CallError{Operation: a.operation, RequestID: a.requestID, Err: err}
}

// send asks for an operation until there is an answer that stands.
func (c *Client) send(ctx context.Context, op operation, given inputs) (answer, error) {
	id := c.newID()
	fail := func(err error) (answer, error) {
		return answer{}, &CallError{Operation: op.id, RequestID: id, Err: err}
	}
	path, kind, body := given.placed(op)
	for tried := 1; ; tried++ {
		request, err := http.NewRequestWithContext(ctx, op.method, c.base+path, bytes.NewReader(body))
		if err != nil {
			return fail(err)
		}
		c.sign(request, op, id)
		if kind != "" {
			request.Header.Set("Content-Type", kind)
		}
		response, err := c.http.Do(request)
		wait, again := c.retry.wait(op, tried, response, err)
		if deadline, ok := ctx.Deadline(); ctx.Err() != nil || ok && time.Until(deadline) < wait {
			again = false
		}
		switch {
		case !again && err != nil:
			return fail(err)
		case !again:
			return stand(answer{Response: response, operation: op.id, requestID: id})
		case err == nil:
			_, _ = io.CopyN(io.Discard, response.Body, 64<<10) // so that the connection can be used again
			_ = response.Body.Close()
		}
		c.logger.DebugContext(ctx, "asking again", "operation", op.id, "request_id", id, "tried", tried, "wait", wait, "error", err)
		select {
		case <-ctx.Done():
			return fail(context.Cause(ctx))
		case <-time.After(wait):
		}
	}
}

// sign says who asks, and for what.
func (c *Client) sign(request *http.Request, op operation, id string) {
	request.Header.Set("Accept", op.accept)
	request.Header.Set("Authorization", "Bearer "+c.key)
	request.Header.Set("X-Request-ID", id)
	if c.endUser != "" {
		request.Header.Set("X-End-User", percentEncoded(c.endUser))
	}
}

// stand gives an answer that says yes, or the problem that another one holds.
func stand(a answer) (answer, error) {
	if id := a.Header.Get("X-Request-ID"); id != "" {
		a.requestID = id
	}
	if a.StatusCode/100 == 2 {
		return a, nil
	}
	defer a.Body.Close()
	content, err := io.ReadAll(io.LimitReader(a.Body, longestProblem))
	if err != nil {
		return answer{}, a.fail(errors.Join(fmt.Errorf("status %d", a.StatusCode), err))
	}
	return answer{}, problem(a, content)
}
