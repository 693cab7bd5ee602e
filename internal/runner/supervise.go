package runner

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// readyWithin is how long a started process may take until it answers.
const readyWithin = 90 * time.Second

// claimPorts checks the ports asked for and finds free ones for the others.
func (r *run) claimPorts() error {
	for _, port := range []struct {
		number *int
		flag   string
	}{{&r.APIPort, "--api-port"}, {&r.UIPort, "--port"}} {
		listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(*port.number)))
		if err != nil {
			return &Failure{What: fmt.Sprintf("port %d is taken", *port.number), Why: err.Error(),
				Do: "stop what listens there, name another port with " + port.flag + ", or leave the flag out to get a free one"}
		}
		*port.number = listener.Addr().(*net.TCPAddr).Port
		defer listener.Close() // after both are chosen, so that they differ
	}
	return nil
}

// supervise starts service and UI, waits until both answer, and stops both when ctx is cancelled
// or one of them ends.
func (r *run) supervise(ctx context.Context, secrets environ) error {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	api := "http://127.0.0.1:" + strconv.Itoa(r.APIPort)
	ui := "http://127.0.0.1:" + strconv.Itoa(r.UIPort)
	// The caller's own variables win over the app's files, and ours over both.
	base := secrets.with(r.env.clean()).with(environ{"API_KEY": hex.EncodeToString(key), "PYTHONUNBUFFERED": "1"})
	service, err := r.startReady(ctx, command{
		Name: "the service", Log: r.log("service"), Dir: r.service.Folder, Env: base.with(environ{"DATA_ROOT": r.App}),
		Argv: []string{r.service.program("python"), "-m", "uvicorn", r.Package + ".main:create_app", "--factory", "--host", "127.0.0.1", "--port", strconv.Itoa(r.APIPort), "--timeout-graceful-shutdown", "5"},
	}, api+"/health/ready")
	if err != nil {
		return err
	}
	defer service.stop()
	page, err := r.startReady(ctx, command{
		Name: "the UI", Log: r.log("ui"), Dir: r.ui.Folder, Env: base.with(environ{"API_URL": api}),
		Argv: []string{r.ui.program("python"), "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1",
			"--server.port", strconv.Itoa(r.UIPort), "--browser.gatherUsageStats", "false"},
	}, ui+"/_stcore/health", service)
	if err != nil {
		return err
	}
	defer page.stop()
	r.say("ready")
	fmt.Fprintf(r.Out, "UI       %s\nservice  %s/docs\n", ui, api)
	if r.Check {
		return nil
	}
	r.say("logs in %s; Ctrl-C stops both", r.home)
	select {
	case <-ctx.Done():
		r.say("stopping")
		return nil
	case <-service.done:
		return ended(service, "stopped while it ran")
	case <-page.done:
		return ended(page, "stopped while it ran")
	}
}

func ended(p *process, when string) error {
	return &Failure{What: p.name + " " + when, Why: p.exit(), Do: "mend what its last lines say and run it again", Log: p.log, Tail: p.tail()}
}

// startReady starts a process and waits until its health address answers 200. It stops waiting when
// the process, or one it needs, ends; a process that did not become ready is stopped.
func (r *run) startReady(ctx context.Context, c command, health string, needs ...*process) (*process, error) {
	r.say("starting %s", c.Name)
	p, err := start(c)
	if err != nil {
		return nil, err
	}
	needed := make(chan struct{})
	if len(needs) > 0 {
		needed = needs[0].done
	}
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{Proxy: nil, DisableKeepAlives: true}}
	deadline, answer := time.After(readyWithin), "no answer"
	for {
		select {
		case <-ctx.Done():
			p.stop()
			return nil, ctx.Err()
		case <-p.done:
			p.stop() // what it started may still be there
			return nil, ended(p, "stopped before it was ready")
		case <-needed:
			p.stop()
			return nil, ended(needs[0], "stopped while "+c.Name+" started")
		case <-deadline:
			p.stop()
			return nil, &Failure{What: c.Name + " did not become ready", Why: answer + " at " + health + " for " + readyWithin.String(),
				Do: "mend what the answer or the last lines say and run it again", Log: p.log, Tail: p.tail()}
		case <-time.After(50 * time.Millisecond):
		}
		ok := false
		if ok, answer = answers(ctx, client, health); ok {
			return p, nil
		}
	}
}

// answers asks an address once and gives what it said otherwise than 200.
func answers(ctx context.Context, client *http.Client, address string) (bool, string) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return false, err.Error()
	}
	response, err := client.Do(request)
	if err != nil {
		return false, "no answer"
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(response.Body, 2000))
	return response.StatusCode == http.StatusOK, response.Status + " " + strings.TrimSpace(strings.Map(visible, string(body)))
}
