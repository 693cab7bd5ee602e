package runner

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// readyWithin is how long a started process may take until it answers.
const readyWithin = 90 * time.Second

// answerWithin is how long one answer may take.
const answerWithin = 5 * time.Second

// checkPorts refuses a port asked for that is taken, before anything is installed.
func (r *run) checkPorts() error {
	for _, asked := range []struct {
		port int
		flag string
	}{{r.APIPort, "--api-port"}, {r.UIPort, "--port"}} {
		if asked.port == 0 {
			continue
		}
		if _, err := freePort(asked.port); err != nil {
			return &Failure{What: fmt.Sprintf("port %d is taken", asked.port), Why: err.Error(),
				Do: "stop what listens there, name another port with " + asked.flag + ", or leave the flag out to get a free one"}
		}
	}
	return nil
}

// freePort checks that a port of this machine's loopback is free; 0 asks for any.
func freePort(port int) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// tries is how often a server is started when somebody else takes the free port it was given.
const tries = 3

// server is a program that answers HTTP.
type server struct {
	command command  // without its last argument, the port
	health  string   // path, later address, that answers 200 when it is ready
	needs   *process // without which it is of no use; may be nil
}

// startOn starts a server on the port asked for, or on any free one, and waits until it
// answers. It gives the server's address.
func (r *run) startOn(ctx context.Context, port int, s server) (*process, string, error) {
	for try := 1; ; try++ {
		number, err := freePort(port)
		if err != nil {
			return nil, "", &Failure{What: fmt.Sprintf("port %d is taken", port), Why: err.Error(), Do: "name another port, or leave the flag out"}
		}
		address := "http://127.0.0.1:" + strconv.Itoa(number)
		attempt := s
		attempt.command.Argv = append(slices.Clone(s.command.Argv), strconv.Itoa(number))
		attempt.health = address + s.health
		p, err := r.startReady(ctx, attempt)
		if err == nil || port != 0 || try == tries || ctx.Err() != nil || !portWasTaken(s.command.Log) {
			return p, address, err
		}
	}
}

// portWasTaken reads in a server's log that its port was taken: uvicorn's words, then Streamlit's.
func portWasTaken(log string) bool {
	text := strings.ToLower(readTail(log))
	return strings.Contains(text, "address already in use") || strings.Contains(text, "is not available")
}

// supervise starts service and UI, waits until both answer, and stops both when ctx is cancelled
// or one of them ends.
func (r *run) supervise(ctx context.Context, secrets environ) error {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	base := r.base(secrets).with(environ{"API_KEY": hex.EncodeToString(key)})
	where := r.service.Folder
	if r.Pages != "" { // code of the app opens its files as it did
		where = r.App
	}
	service, api, err := r.startOn(ctx, r.APIPort, server{health: "/health/ready", command: command{
		Name: "the service", Log: r.log("service"), Dir: where, Env: base.with(environ{"DATA_ROOT": r.App, "ENVIRONMENT": "development"}),
		// The folder that it runs in is the app's, which may hold a package of the service's name.
		Argv: []string{r.service.program("python"), "-P", "-m", "uvicorn", r.Package + ".main:create_app", "--app-dir", filepath.Join(r.service.Folder, "src"),
			"--factory", "--host", "127.0.0.1", "--timeout-graceful-shutdown", "5", "--port"},
	}})
	if err != nil {
		return err
	}
	defer service.stop()
	folder, script := r.ui.Folder, "app.py"
	if r.Pages != "" { // the app's own pages find its data and its secrets where it had them
		folder, script = r.App, filepath.Join(r.ui.Folder, filepath.FromSlash(r.Pages))
	}
	page, ui, err := r.startOn(ctx, r.UIPort, server{health: "/_stcore/health", needs: service, command: command{
		Name: "the UI", Log: r.log("ui"), Dir: folder, Env: base.with(environ{"API_URL": api, "DATA_ROOT": r.App}),
		Argv: []string{r.ui.program("python"), "-m", "streamlit", "run", script, "--server.headless", "true", "--server.address", "127.0.0.1",
			"--browser.gatherUsageStats", "false", "--server.port"},
	}})
	if err != nil {
		return err
	}
	defer page.stop()
	return r.watch(ctx, fmt.Sprintf("UI       %s\nservice  %s/docs\n", ui, api), service, page)
}

// superviseKept starts an app that was kept as it is, waits until it answers, and stops it when ctx is cancelled.
func (r *run) superviseKept(ctx context.Context, secrets environ) error {
	base := r.base(secrets)
	if whole := secretsFile(r.App); whole != "" {
		base = environ{"SECRETS_TOML": whole}.with(base)
	}
	app, address, err := r.startOn(ctx, r.UIPort, server{health: "/_stcore/health", command: command{
		Name: "the app", Log: r.log("app"), Dir: r.ui.Folder, Env: base, Argv: []string{r.ui.program("python"), "serve.py", "--server.port"},
	}})
	if err != nil {
		return err
	}
	defer app.stop()
	return r.watch(ctx, fmt.Sprintf("app      %s\n", address), app)
}

// base is the environment of all that is started: the caller's own variables win over the app's files.
func (r *run) base(secrets environ) environ {
	return secrets.with(r.env.clean()).with(environ{"PYTHONUNBUFFERED": "1"})
}

// watch tells the addresses of programs that all answer now, and waits until ctx is cancelled or one of them ends.
func (r *run) watch(ctx context.Context, addresses string, started ...*process) error {
	r.ready = true
	r.say("ready")
	fmt.Fprint(r.Out, addresses)
	if r.Check {
		return nil
	}
	stops := "both"
	if len(started) == 1 {
		stops = "it"
	}
	r.say("logs in %s; Ctrl-C stops %s", r.home, stops)
	first := make(chan *process, len(started))
	for _, p := range started {
		go func() {
			<-p.done
			first <- p
		}()
	}
	select {
	case <-ctx.Done():
		r.say("stopping")
		return nil
	case p := <-first:
		return ended(p, "stopped while it ran")
	}
}

func ended(p *process, when string) error {
	return &Failure{What: p.name + " " + when, Why: p.exit(), Do: "mend what its last lines say and run it again", Log: p.log, Tail: p.tail()}
}

// startReady starts a process and waits until its health address answers 200. It stops waiting when
// the process, or one it needs, ends; a process that did not become ready is stopped.
func (r *run) startReady(ctx context.Context, s server) (*process, error) {
	c, health := s.command, s.health
	r.say("starting %s", c.Name)
	p, err := start(c)
	if err != nil {
		return nil, err
	}
	needed := make(chan struct{})
	if s.needs != nil {
		needed = s.needs.done
	}
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
			return nil, ended(s.needs, "stopped while "+c.Name+" started")
		case <-deadline:
			p.stop()
			return nil, &Failure{What: c.Name + " did not become ready", Why: answer + " at " + health + " for " + readyWithin.String(),
				Do: "mend what the answer or the last lines say and run it again", Log: p.log, Tail: p.tail()}
		case <-time.After(50 * time.Millisecond):
		}
		ok := false
		if ok, answer = answers(ctx, health); ok {
			return p, nil
		}
	}
}

// answers asks an address of this machine once and gives what it said otherwise than 200. One request without headers
// is no reason to carry net/http and its TLS, a fifth of the whole binary.
func answers(ctx context.Context, address string) (bool, string) {
	host, path, _ := strings.Cut(strings.TrimPrefix(address, "http://"), "/")
	dialer := net.Dialer{Timeout: answerWithin}
	connection, err := dialer.DialContext(ctx, "tcp", host)
	if err != nil {
		return false, "no answer"
	}
	defer connection.Close()
	_ = connection.SetDeadline(time.Now().Add(answerWithin))
	fmt.Fprintf(connection, "GET /%s HTTP/1.0\r\nHost: %s\r\n\r\n", path, host)
	answer, _ := io.ReadAll(io.LimitReader(connection, 4000))
	head, body, _ := strings.Cut(string(answer), "\r\n\r\n")
	line, _, _ := strings.Cut(head, "\r\n")
	protocol, status, _ := strings.Cut(line, " ")
	if !strings.HasPrefix(protocol, "HTTP/1.") {
		return false, "no answer"
	}
	return strings.HasPrefix(status, "200"), strings.TrimSpace(strings.Map(visible, status+" "+body))
}
