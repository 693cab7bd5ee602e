package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

const (
	megabyte = 1 << 20
	moved    = 100 * megabyte // the size of a file
	held     = 64 * megabyte  // by how much it may raise the memory of a process
)

// TestFilesStream moves a large file through a running service, and through the client, in both directions: neither
// may hold it in memory.
func TestFilesStream(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the peak of a process's memory is read from /proc, which only Linux has")
	}
	exe := python(t)
	root := t.TempDir()
	b := booted{app: filepath.Join(root, "bulk"), project: filepath.Join(root, "project"), python: exe}
	if err := os.CopyFS(b.app, os.DirFS("testdata/bulk")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.app, "bulk.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, binary(t), "generate", "bulk", "-o", "project")
	spool := t.TempDir()
	s := b.serve(t, "TMPDIR="+spool)
	for name, move := range map[string]func(*testing.T, int64){
		"download": func(t *testing.T, size int64) { s.download(t, "/v1/fetch", size) },
		"sql":      func(t *testing.T, size int64) { s.download(t, "/v1/export", size) },
		"upload":   func(t *testing.T, size int64) { s.upload(t, size) },
	} {
		t.Run(name, func(t *testing.T) {
			move(t, megabyte) // what the first call of its kind loads is no part of a file
			before := resetPeak(t, s.pid)
			move(t, moved)
			if rise := peak(t, s.pid) - before; rise > held {
				t.Errorf("%d MiB raise the service's memory by %d MiB, %d are allowed", moved/megabyte, rise/megabyte, held/megabyte)
			} else {
				t.Logf("%d MiB raise the service's memory by %.1f MiB", moved/megabyte, float64(rise)/megabyte)
			}
		})
	}
	t.Run("client", func(t *testing.T) { b.moveByClient(t, s.api) })
}

// download takes a file from the service and counts its bytes.
func (s *server) download(t *testing.T, path string, size int64) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.api+path+"?megabytes="+strconv.FormatInt(size/megabyte, 10), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.Copy(io.Discard, response.Body)
	if err != nil || response.StatusCode != http.StatusOK || got < size || response.ContentLength != got {
		t.Fatalf("%s: %d, %d bytes of %d (%v)", path, response.StatusCode, got, size, err)
	}
}

// upload sends a file as it is made, and holds what the service says it got.
func (s *server) upload(t *testing.T, size int64) {
	t.Helper()
	reader, writer := io.Pipe()
	form := multipart.NewWriter(writer)
	go func() {
		part, err := form.CreateFormFile("upload", "big.bin")
		for sent := int64(0); err == nil && sent < size; sent += megabyte {
			_, err = part.Write(make([]byte, megabyte))
		}
		if err == nil {
			err = form.Close()
		}
		_ = writer.CloseWithError(err)
	}()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.api+"/v1/measure", reader)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", form.FormDataContentType())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || string(body) != strconv.FormatInt(size, 10) {
		t.Fatalf("measure: %d %s (%v), want %d", response.StatusCode, body, err, size)
	}
}

// moveByClient moves the file by both clients and lets them say by how much their memory grew.
func (b booted) moveByClient(t *testing.T, api string) {
	t.Helper()
	command := exec.Command(b.python, "-c", `
import asyncio, json, re, sys, tempfile
from pathlib import Path
from bulk_client import AsyncClient, Client

api, key, megabytes = sys.argv[1], sys.argv[2], int(sys.argv[3])

def peak():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024

def move(client, megabytes, upload):
    with client.fetch(megabytes=megabytes) as file:
        got = file.file.seek(0, 2)
    upload.truncate(megabytes * 2**20)
    return got, client.measure(upload=upload)

async def move_async(client, megabytes, upload):
    with await client.fetch(megabytes=megabytes) as file:
        got = file.file.seek(0, 2)
    return got, await client.measure(upload=upload)

async def all_async(client, megabytes, upload):
    async with client:
        return await move_async(client, megabytes, upload)

with Client(api, key) as client, tempfile.TemporaryFile() as upload:
    move(client, 1, upload)
    asyncio.run(all_async(AsyncClient(api, key), 1, upload))
    before = peak()
    sizes = [*move(client, megabytes, upload), *asyncio.run(all_async(AsyncClient(api, key), megabytes, upload))]
print(json.dumps({"sizes": sizes, "rise": peak() - before}))
`, api, key, strconv.Itoa(moved/megabyte))
	command.Env = append(os.Environ(), "PYTHONPATH="+filepath.Join(b.project, "client", "src"))
	var log bytes.Buffer
	command.Stderr = &log
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &log)
	}
	var got struct {
		Sizes []int
		Rise  int
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got.Sizes) != fmt.Sprint([]int{moved, moved, moved, moved}) || got.Rise > held {
		t.Errorf("the clients moved %v bytes and grew by %d MiB", got.Sizes, got.Rise/megabyte)
	}
	t.Logf("four moves of %d MiB raise the client's memory by %.1f MiB", moved/megabyte, float64(got.Rise)/megabyte)
}

// resetPeak forgets a process's peak of memory, and gives what it holds now.
func resetPeak(t *testing.T, pid int) int64 {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0o200); err != nil {
		t.Skipf("the peak of memory cannot be reset here: %v", err)
	}
	return memory(t, pid, "VmRSS")
}

func peak(t *testing.T, pid int) int64 { return memory(t, pid, "VmHWM") }

// memory reads a size from what the kernel says about a process.
func memory(t *testing.T, pid int, field string) int64 {
	t.Helper()
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(field + `:\s+(\d+) kB`).FindStringSubmatch(string(content))
	if found == nil {
		t.Fatalf("no %s in %s", field, strings.TrimSpace(string(content)))
	}
	kilobytes, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
