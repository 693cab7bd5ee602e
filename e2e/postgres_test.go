package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// secret is the password of the test's database: no answer and no log may hold it.
const secret = "Wq7-not-for-eyes"

// postgres starts a server of its own for the test, with the inventory in it, and gives SQLAlchemy's URL of that. Where
// the server is not installed the test is skipped.
func postgres(t *testing.T, b booted) string {
	t.Helper()
	initdb := postgresTool(t, "initdb")
	root := t.TempDir()
	data, password := filepath.Join(root, "data"), filepath.Join(root, "password")
	if err := os.WriteFile(password, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	as := unprivileged(t, root, password)
	make := exec.Command(initdb, "-D", data, "-U", "app", "-A", "scram-sha-256", "--pwfile="+password, "--no-sync", "--locale=C", "--encoding=UTF8")
	make.SysProcAttr = as
	if out, err := make.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	port := freePort(t)
	server := exec.Command(postgresTool(t, "postgres"), "-D", data, "-p", port, "-k", "", "-c", "listen_addresses=127.0.0.1",
		"-c", "fsync=off", "-c", "max_connections=60")
	server.SysProcAttr = as
	log := &logged{}
	server.Stdout, server.Stderr = log, log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGQUIT)
		_ = server.Wait()
	})
	where := fmt.Sprintf("postgresql+psycopg://app:%s@127.0.0.1:%s/postgres", url.QueryEscape(secret), port)
	copyStock := exec.Command(b.python, "-c", stockCopy, b.store, where)
	if out, err := copyStock.CombinedOutput(); err != nil {
		t.Fatalf("the inventory into PostgreSQL: %v\n%s\n%s", err, out, log)
	}
	return where
}

// stockCopy copies the inventory from one database to another, as soon as that accepts connections.
const stockCopy = `
import sys, time
import sqlalchemy as sa

source, target = map(sa.create_engine, sys.argv[1:])
for _ in range(200):
    try:
        target.connect().close()
        break
    except sa.exc.OperationalError:
        time.sleep(0.1)
parts = sa.Table(
    "parts", sa.MetaData(), sa.Column("sku", sa.Text, primary_key=True), sa.Column("name", sa.Text, nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False), sa.Column("unit_cost", sa.Numeric, nullable=False),
    sa.Column("counted_on", sa.Date, nullable=False),
)
with source.connect() as old, target.begin() as new:
    parts.metadata.create_all(new)
    new.execute(parts.insert(), [row._asdict() for row in old.execute(parts.select())])
`

// postgresTool finds a program of PostgreSQL: Debian keeps them apart from the PATH, a folder a version.
func postgresTool(t *testing.T, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		t.Skip("PostgreSQL is not installed (apt-get install postgresql): nothing was tried on it")
	}
	slices.SortFunc(found, func(x, y string) int { return version(x) - version(y) })
	return found[len(found)-1]
}

// version is the number in /usr/lib/postgresql/17/bin/initdb.
func version(path string) int {
	number, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return number
}

// unprivileged says as whom the server runs: it refuses root, so there the paths are given to its own user.
func unprivileged(t *testing.T, paths ...string) *syscall.SysProcAttr {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		t.Skipf("PostgreSQL does not run as root, and %v", err)
	}
	uid, uidErr := strconv.Atoi(account.Uid)
	gid, gidErr := strconv.Atoi(account.Gid)
	if uidErr != nil || gidErr != nil {
		t.Fatal(uidErr, gidErr)
	}
	for _, path := range paths {
		if err := os.Chown(path, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Dir(paths[0]), 0o755); err != nil { // the test's own folder, above
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

// TestPostgres runs the inventory on PostgreSQL by nothing but its variable: through the same requests as on SQLite and
// through the project's own tests; then what only a server can do to a service.
func TestPostgres(t *testing.T) {
	t.Parallel()
	b := project(t, "inventory")
	b.store = postgres(t, b)
	at := "STOCK_URL=" + strings.Replace(b.store, "postgresql+psycopg:", "postgresql:", 1)
	b.api = b.serve(t, at).api
	b.holdInventory(t)
	service := filepath.Join(b.project, "service")
	env := []string{"TEST_" + at, "PYTHONPATH=" + strings.Join(sourceRoots(service), string(os.PathListSeparator))}
	run(t, service, env, b.python, "-m", "pytest", "-q", "-p", "no:cacheprovider")
	t.Run("dropped connections", func(t *testing.T) { b.dropConnections(t) })
	t.Run("slow statements", func(t *testing.T) { b.slowStatement(t, at) })
	t.Run("backup", func(t *testing.T) { b.backUp(t, at) })
	t.Run("not ready", func(t *testing.T) { b.notReady(t, at) })
}

// backUp runs what the project's README says about backups on a server, and compares the copy with the original.
func (b booted) backUp(t *testing.T, at string) {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(b.project, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	create := exec.Command(b.python, "-c", "import sys, sqlalchemy as sa\nwith sa.create_engine(sys.argv[1]).connect().execution_options(isolation_level='AUTOCOMMIT') as c: c.execute(sa.text('CREATE DATABASE restored'))", b.store)
	if out, err := create.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	restored := b
	restored.store = strings.TrimSuffix(b.store, "/postgres") + "/restored"
	tools := filepath.Dir(postgresTool(t, "initdb"))
	env := []string{at, "RESTORE_URL=" + strings.Replace(restored.store, "+psycopg", "", 1), "PATH=" + tools + string(os.PathListSeparator) + os.Getenv("PATH")}
	ran := 0
	for _, block := range fence.FindAllStringSubmatch(string(readme), -1) {
		if block[2] == "postgres" {
			run(t, b.project, env, "bash", "-euo", "pipefail", "-c", block[3])
			ran++
		}
	}
	const sql = "SELECT sku, name, quantity, unit_cost, counted_on FROM parts ORDER BY sku"
	if got, want := fmt.Sprint(restored.query(t, sql)), fmt.Sprint(b.query(t, sql)); ran != 1 || got != want {
		t.Errorf("%d blocks ran, and the restored parts are %.200s, not %.200s", ran, got, want)
	}
}

// dropConnections ends all connections of the service at the server, as a restart does, and asks again.
func (b booted) dropConnections(t *testing.T) {
	t.Helper()
	ask := func() {
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				if code, body := b.get(t, "/v1/part?sku=AB-001", key); code != http.StatusOK {
					t.Errorf("part: %d %s", code, body)
				}
			})
		}
		wait.Wait()
	}
	ask()
	ended := b.query(t, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
	if len(ended) == 0 {
		t.Fatal("the service has no connection to end")
	}
	ask()
}

// slowStatement holds a table, so that a statement of the service waits for it until its time is over.
func (b booted) slowStatement(t *testing.T, at string) {
	t.Helper()
	b.api = b.serve(t, at, "STATEMENT_SECONDS=1").api
	holder := exec.Command(b.python, "-c", `
import sys, sqlalchemy as sa
with sa.create_engine(sys.argv[1]).begin() as connection:
    connection.execute(sa.text("LOCK TABLE parts"))
    print("held", flush=True)
    sys.stdin.read()`, b.store)
	hold, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	said, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hold.Close(); _ = holder.Wait() })
	if _, err := said.Read(make([]byte, 8)); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	code, body := b.get(t, "/v1/part?sku=AB-001", key)
	if code != http.StatusGatewayTimeout || !strings.Contains(body, "urn:problem:too-slow") || time.Since(began) < time.Second {
		t.Errorf("a statement without an end: %d %s after %s", code, body, time.Since(began))
	}
}

// notReady starts the service in ways that cannot work; readiness says which, and gives nothing away.
func (b booted) notReady(t *testing.T, at string) {
	t.Helper()
	for want, env := range map[string][]string{
		"PROCESSES times POOL_SIZE is 80":     {at, "PROCESSES=4"},
		"it refuses the user or the password": {strings.Replace(at, ":"+secret, ":"+secret+"x", 1)},
		"it has no such database or user":     {at + "x"},
		"nothing listens at its address":      {"STOCK_URL=postgresql://app:" + secret + "@127.0.0.1:" + freePort(t) + "/postgres"},
	} {
		s := b.start(t, env...)
		b.api = s.api
		code, body := b.get(t, "/health/ready", "")
		for deadline := time.Now().Add(60 * time.Second); code == 0 && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			code, body = b.get(t, "/health/ready", "")
		}
		if code != http.StatusServiceUnavailable || !strings.Contains(body, want) || !strings.Contains(body, `"request_id"`) {
			t.Errorf("ready: %d %s, want 503 and %q", code, body, want)
		}
		if live, _ := b.get(t, "/health/live", ""); live != http.StatusOK {
			t.Errorf("live: %d, while the database is away", live)
		}
		if strings.Contains(body, "127.0.0.1") || strings.Contains(body+s.log.String(), secret) {
			t.Errorf("%q gives away where the database is or its password:\n%s\n%s", want, body, s.log)
		}
	}
}
