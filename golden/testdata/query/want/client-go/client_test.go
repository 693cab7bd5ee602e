// Code generated from streamlift.yaml; DO NOT EDIT.

package shopclient

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// golden is contract/requests.json: what the clients of all languages send, and when they ask again.
type golden struct {
	BaseURL   string `json:"base_url"`
	Key       string
	RequestID string `json:"request_id"`
	EndUser   string `json:"end_user"`
	Now       time.Time
	Requests  []struct {
		Operation, Inputs string
		sent
	}
	Tries []struct {
		Name    string
		Method  string
		Reads   *bool
		Retries *int
		Answers []told
		Draws   []float64
		Sleeps  []float64
		Ends    told
	}
}

// sent is a request as it went out.
type sent struct {
	Method, URL string
	Headers     map[string]string
	Body        string
}

// told is how a service answers, or how a connection fails.
type told struct {
	Status     int
	Type       string
	Fails      string
	RetryAfter string `json:"retry_after"`
}

func readGolden(t *testing.T) golden {
	t.Helper()
	content, err := os.ReadFile("../contract/requests.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(content, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// transport answers requests without a network, and keeps them.
type transport struct {
	sent   []sent
	at     []time.Time
	answer func(tried int) (*http.Response, error)
}

func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	one := sent{Method: r.Method, URL: r.URL.String(), Headers: map[string]string{}, Body: string(body)}
	for name, values := range r.Header {
		one.Headers[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	t.sent, t.at = append(t.sent, one), append(t.at, time.Now())
	return t.answer(len(t.sent))
}

func answered(status int, body string, headers ...string) *http.Response {
	r := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// open makes a client on a transport, with the golden request's id.
func open(t *testing.T, g golden, over http.RoundTripper, retry Retry) *Client {
	t.Helper()
	c, err := New(Config{BaseURL: g.BaseURL, APIKey: g.Key, Transport: over, Retry: retry})
	if err != nil {
		t.Fatal(err)
	}
	c.newID = func() string { return g.RequestID }
	return c
}

// failures are what net/http gives for connections that fail.
func failures() map[string]error {
	return map[string]error{
		"connect":         &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED},
		"connect timeout": &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded},
		"read":            &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET},
		"read timeout":    &net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded},
	}
}

// TestTries holds when a call is tried again, beside a clock that only sleeping moves.
func TestTries(t *testing.T) {
	g := readGolden(t)
	for _, test := range g.Tries {
		t.Run(test.Name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if !time.Now().Equal(g.Now) {
					t.Fatalf("the clock begins at %v, the golden requests' at %v", time.Now(), g.Now)
				}
				retry, draws := Retry{Retries: 2}, test.Draws
				if test.Retries != nil {
					retry.Retries = *test.Retries
				}
				retry.Random = func() (draw float64) {
					draw, draws = draws[0], draws[1:]
					return draw
				}
				over := &transport{answer: func(tried int) (*http.Response, error) {
					if fails := test.Answers[tried-1].Fails; fails != "" {
						return nil, failures()[fails]
					}
					r := answered(test.Answers[tried-1].Status, fmt.Sprintf(`{"type": %q}`, cmp.Or(test.Answers[tried-1].Type, "about:blank")))
					if after := test.Answers[tried-1].RetryAfter; after != "" {
						r.Header.Set("Retry-After", after)
					}
					return r, nil
				}}
				op := operation{id: "it", method: test.Method, path: "/v1/it", reads: test.Reads == nil || *test.Reads, accept: "application/json"}
				if op.method == "" {
					op.method = http.MethodGet
				}
				a, err := open(t, g, over, retry).send(t.Context(), op, nil)
				if len(over.sent) != len(test.Answers) || len(draws) != 0 {
					t.Errorf("%d tries, want %d; %d draws are left", len(over.sent), len(test.Answers), len(draws))
				}
				for i, one := range over.sent {
					if !reflect.DeepEqual(one, over.sent[0]) {
						t.Errorf("try %d sends %v, the first %v", i+1, one, over.sent[0])
					}
				}
				sleeps := []float64{}
				for i := range over.at[1:] {
					sleeps = append(sleeps, over.at[i+1].Sub(over.at[i]).Seconds())
				}
				if !reflect.DeepEqual(sleeps, test.Sleeps) {
					t.Errorf("sleeps %v, want %v", sleeps, test.Sleeps)
				}
				if problem := (*Problem)(nil); errors.As(err, &problem) {
					a = answer{Response: &http.Response{StatusCode: problem.Status}}
					if want := cmp.Or(test.Ends.Type, "about:blank"); problem.Type != want {
						t.Errorf("ends with a problem of type %s, want %s", problem.Type, want)
					}
				}
				switch {
				case test.Ends.Fails != "" && !errors.Is(err, failures()[test.Ends.Fails].(*net.OpError).Err):
					t.Errorf("ends with %v, want %s", err, test.Ends.Fails)
				case test.Ends.Fails == "" && (a.Response == nil || a.StatusCode != test.Ends.Status):
					t.Errorf("ends with %v, %v, want status %d", a.Response, err, test.Ends.Status)
				}
			})
		})
	}
}

func it() operation {
	return operation{id: "it", method: http.MethodGet, path: "/v1/it", reads: true, accept: "application/json"}
}

// TestWaitsAsSeeded holds that a seed repeats the waits.
func TestWaitsAsSeeded(t *testing.T) {
	wait := func(seed uint64) time.Duration {
		r := Retry{Random: rand.New(rand.NewPCG(seed, 0)).Float64}.filled()
		d, _ := r.wait(it(), 2, answered(503, ""), nil)
		return d
	}
	if wait(7) != wait(7) || wait(7) == wait(8) || wait(7) > 2*time.Second {
		t.Errorf("waits %v, %v and %v", wait(7), wait(7), wait(8))
	}
}

// TestDrawsOnceAtATime holds that goroutines that share a client do not race for a seeded rand.Rand.
func TestDrawsOnceAtATime(t *testing.T) {
	var drawing atomic.Int32
	r := Retry{Random: func() float64 {
		if drawing.Add(1) > 1 {
			t.Error("two draws at once")
		}
		time.Sleep(time.Microsecond)
		drawing.Add(-1)
		return 0.5
	}}.filled()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { r.wait(it(), 1, answered(503, ""), nil) })
	}
	all.Wait()
}

// TestFailuresThatStand holds that only a connection that failed is tried again, not what would fail in the same way.
func TestFailuresThatStand(t *testing.T) {
	for _, test := range []struct {
		err   error
		again bool
	}{
		{x509.UnknownAuthorityError{}, false},
		{errors.New("net/http: invalid header field value"), false},
		{context.DeadlineExceeded, false},
		{&url.Error{Op: "Get", URL: "http://service", Err: io.EOF}, true},
		{fmt.Errorf("the connection broke: %w", io.ErrUnexpectedEOF), true},
		{&net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}, true},
	} {
		if _, again := (Retry{}).filled().wait(it(), 1, nil, test.err); again != test.again {
			t.Errorf("after %v another try: %t, want %t", test.err, again, test.again)
		}
	}
}

func TestProblems(t *testing.T) {
	g := readGolden(t)
	body := `{"type": "urn:problem:x", "title": "No", "detail": "limit: at most 5", "errors": [{"field": "limit", "message": "at most 5"}]}`
	for _, test := range []struct {
		body string
		want Problem
	}{
		{body, Problem{Type: "urn:problem:x", Detail: "limit: at most 5", Errors: []FieldError{{"limit", "at most 5"}}}},
		{`{"title": "No"}`, Problem{Type: "about:blank", Detail: "No"}},
		{"<h1>Bad gateway</h1>", Problem{Type: "about:blank", Detail: "the service answered with status 422"}},
		{`{"errors": "none"}`, Problem{Type: "about:blank", Detail: "the service answered with status 422"}},
	} {
		over := &transport{answer: func(int) (*http.Response, error) {
			return answered(422, test.body, "X-Request-ID", "of-the-service"), nil
		}}
		_, err := open(t, g, over, Retry{}).send(t.Context(), it(), nil)
		var problem *Problem
		if !errors.As(err, &problem) {
			t.Fatalf("%v is no problem", err)
		}
		test.want.Status, test.want.Operation, test.want.RequestID = 422, "it", "of-the-service"
		if !reflect.DeepEqual(*problem, test.want) {
			t.Errorf("%s gives %+v, want %+v", test.body, *problem, test.want)
		}
	}
}

// TestDeadlines holds that a context bounds all tries together, and that the last answer is told where a wait would pass
// the deadline.
func TestDeadlines(t *testing.T) {
	g := readGolden(t)
	synctest.Test(t, func(t *testing.T) {
		over := &transport{answer: func(int) (*http.Response, error) { return answered(503, "", "Retry-After", "10"), nil }}
		c := open(t, g, over, Retry{})
		ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
		defer cancel()
		_, err := c.send(ctx, it(), nil)
		var problem *Problem
		if !errors.As(err, &problem) || len(over.sent) != 2 {
			t.Errorf("after %d tries: %v", len(over.sent), err)
		}
		ctx, cancel = context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		began := time.Now()
		var failed *CallError
		if _, err = c.send(ctx, it(), nil); !errors.Is(err, context.Canceled) || !errors.As(err, &failed) || failed.RequestID != g.RequestID {
			t.Errorf("a cancelled call: %v", err)
		}
		if waited := time.Since(began); waited != time.Second {
			t.Errorf("a cancelled call ends after %v", waited)
		}
	})
}

// TestOwnTransport goes over a real connection.
func TestOwnTransport(t *testing.T) {
	ids := map[string]bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ids[r.Header.Get("X-Request-ID")] = true
		if r.URL.Path != "/base/v1/it" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		http.Redirect(w, r, "/elsewhere", http.StatusSeeOther)
	}))
	defer server.Close()
	c, err := New(Config{BaseURL: server.URL + "/base/"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err = c.send(t.Context(), it(), nil)
		if problem := (*Problem)(nil); !errors.As(err, &problem) || problem.Status != http.StatusSeeOther {
			t.Errorf("a redirect is followed: %v", err)
		}
	}
	if len(ids) != 2 {
		t.Errorf("request ids %v", ids)
	}
	for _, address := range []string{"", "service:8000", "ftp://service", "http://", "http://a b"} {
		if _, err := New(Config{BaseURL: address}); err == nil {
			t.Errorf("%q is taken for an address", address)
		}
	}
}
