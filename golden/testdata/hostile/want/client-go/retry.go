// Code generated from streamlift.yaml; DO NOT EDIT.

package hostileclient

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	longestWait    = time.Minute
	longestProblem = 1 << 20 // bytes that are read of an answer that says no
)

// Retry says when a call is tried again: one that only reads, or a PUT, after the statuses 408, 429, 500, 502, 503 and
// 504 and after a connection that failed. A 504 stands where it says that the service stopped a statement at its limit:
// it would do so again. The zero Retry tries twice more.
//
// Waits double and are drawn at random, so that callers spread. What the service asks for in Retry-After comes first;
// for more than a minute nobody waits: then the last answer stands at once.
type Retry struct {
	Retries   int            // further tries: 2 if zero, none if negative
	FirstWait time.Duration  // at most before the second try: 1 s if zero
	Random    func() float64 // draws from [0, 1), once at a time: rand.Float64 if nil, a seeded rand.Rand's to repeat the waits
}

// filled is the policy with what its zero values stand for.
func (r Retry) filled() Retry {
	if r.Retries == 0 {
		r.Retries = 2
	}
	if r.FirstWait == 0 {
		r.FirstWait = time.Second
	}
	if r.Random == nil {
		r.Random = rand.Float64
		return r
	}
	var drawing sync.Mutex // goroutines that share the client share what it draws from
	random := r.Random
	r.Random = func() float64 {
		drawing.Lock()
		defer drawing.Unlock()
		return random()
	}
	return r
}

// wait says how long to wait until the next try, and whether there is one.
func (r Retry) wait(op operation, tried int, response *http.Response, err error) (time.Duration, bool) {
	if tried > r.Retries || !op.repeatable() {
		return 0, false
	}
	if err != nil {
		if !failedConnection(err) {
			return 0, false
		}
		return r.drawn(tried), true
	}
	switch response.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable:
	case http.StatusGatewayTimeout:
		if tooSlow(response) {
			return 0, false
		}
	default:
		return 0, false
	}
	if asked, ok := retryAfter(response.Header.Get("Retry-After")); ok {
		return asked, asked <= longestWait
	}
	return r.drawn(tried), true
}

// drawn is a random part of a wait that doubles with each try.
func (r Retry) drawn(tried int) time.Duration {
	longest := r.FirstWait
	for range tried - 1 {
		longest = min(2*longest, longestWait)
	}
	return time.Duration(r.Random() * float64(min(longest, longestWait)))
}

// repeatable reports whether an operation may be asked for twice: writes only where HTTP says so.
func (op operation) repeatable() bool {
	switch op.method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut:
		return true
	}
	return op.reads
}

// tooSlow reports whether the service stopped a statement at its limit. The answer can be read again.
func tooSlow(response *http.Response) bool {
	content, err := io.ReadAll(io.LimitReader(response.Body, longestProblem))
	response.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(content), response.Body), response.Body}
	var document struct{ Type string }
	return err == nil && json.Unmarshal(content, &document) == nil && document.Type == "urn:problem:too-slow"
}

// failedConnection reports whether there was no connection or it broke. A service that is too slow for one question has
// no time for a second.
func failedConnection(err error) bool {
	if op := (*net.OpError)(nil); errors.As(err, &op) {
		return op.Op == "dial" || !op.Timeout()
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// retryAfter is the time that a Retry-After header asks for: it holds a number of seconds or a date.
func retryAfter(value string) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return max(0, time.Until(at)), true
}
