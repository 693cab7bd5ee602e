package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// roundRobin is a proxy that sends requests to processes of a service in turn, past those that are gone.
type roundRobin struct {
	hosts []string
	next  atomic.Uint64
}

// proxy starts one and gives its address.
func proxy(t *testing.T, servers ...*server) string {
	t.Helper()
	turns := &roundRobin{}
	for _, s := range servers {
		turns.hosts = append(turns.hosts, strings.TrimPrefix(s.api, "http://"))
	}
	rewrite := func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.Host = "http", r.In.Host }
	front := httptest.NewServer(&httputil.ReverseProxy{Rewrite: rewrite, Transport: turns})
	t.Cleanup(front.Close)
	return front.URL
}

// RoundTrip asks the next process. One that takes no connection has not seen the request, so another may have it.
func (r *roundRobin) RoundTrip(request *http.Request) (*http.Response, error) {
	var body []byte
	var err error
	if request.Body != nil {
		if body, err = io.ReadAll(request.Body); err != nil {
			return nil, err
		}
	}
	var response *http.Response
	turn := r.next.Add(1)
	for range r.hosts {
		request.URL.Host = r.hosts[turn%uint64(len(r.hosts))]
		turn++
		if body != nil {
			request.Body = io.NopCloser(bytes.NewReader(body))
		}
		response, err = http.DefaultTransport.RoundTrip(request)
		var failed *net.OpError
		if !errors.As(err, &failed) || failed.Op != "dial" {
			return response, err
		}
	}
	return nil, err
}

// TestFleet runs two processes behind a proxy that takes turns: everything works as with one, and when one is killed
// among writes, no write is lost that was acknowledged.
func TestFleet(t *testing.T) {
	t.Parallel()
	sales := project(t, "sales")
	sales.api = proxy(t, sales.serve(t), sales.serve(t))
	sales.holdSales(t)
	sales.smoke(t)
	if shown := sales.page(t, "pages/overview.py", "print(len(at.metric), [e.value for e in at.error])"); strings.TrimSpace(shown) != "4 []" {
		t.Errorf("the overview over two processes: %s", shown)
	}
	inventory := project(t, "inventory")
	t.Run("SQLite", func(t *testing.T) { inventory.loseNothing(t) })
	t.Run("PostgreSQL", func(t *testing.T) {
		b := project(t, "inventory")
		b.store = postgres(t, b)
		b.loseNothing(t, "PROCESSES=2", "STOCK_URL="+b.store)
	})
}

// smoke runs the project's own trial call.
func (b booted) smoke(t *testing.T) {
	t.Helper()
	command := exec.Command(b.python, "scripts/smoke.py", b.api)
	command.Dir = filepath.Join(b.project, "service")
	command.Env = append(os.Environ(), "API_KEY="+key)
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("smoke.py: %v\n%s", err, out)
	}
}

// loseNothing writes through the proxy, kills a process in the midst, and looks for what was acknowledged.
func (b booted) loseNothing(t *testing.T, env ...string) {
	t.Helper()
	first, second := b.serve(t, env...), b.serve(t, env...)
	b.api = proxy(t, first, second)
	const writers = 4
	parts := b.query(t, "SELECT sku FROM parts ORDER BY sku")
	acknowledged := make(map[string]string)
	var mutex sync.Mutex
	var wait sync.WaitGroup
	var taken, refused atomic.Int64
	for range writers {
		wait.Go(func() {
			for at := taken.Add(1) - 1; at < int64(len(parts)); at = taken.Add(1) - 1 {
				if at == int64(len(parts)/3) {
					first.kill()
				}
				sku := parts[at].([]any)[0].(string)
				body := fmt.Sprintf(`{"sku": %q, "quantity": %d}`, sku, 50_000+at)
				if code, _ := b.send(t, http.MethodPost, "/v1/recount", key, body); code != http.StatusOK {
					refused.Add(1)
					continue
				}
				mutex.Lock()
				acknowledged[sku] = fmt.Sprint(50_000 + at)
				mutex.Unlock()
			}
		})
	}
	wait.Wait()
	if got := refused.Load(); got > writers {
		t.Errorf("%d writes failed, but only %d were under way when a process was killed", got, writers)
	}
	kept := map[string]string{}
	for _, row := range b.query(t, "SELECT sku, quantity FROM parts") {
		kept[row.([]any)[0].(string)] = fmt.Sprint(row.([]any)[1])
	}
	for sku, quantity := range acknowledged {
		if kept[sku] != quantity {
			t.Errorf("%s was acknowledged as %s and is %s", sku, quantity, kept[sku])
		}
	}
	t.Logf("%d writes acknowledged, %d not, 1 of 2 processes killed: none lost", len(acknowledged), refused.Load())
	b.smoke(t)
}
