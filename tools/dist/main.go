// Command dist cross-compiles streamlift for five targets and wraps each binary as a Python wheel,
// so that users install it with the tools they have. The same source gives the same bytes.
//
//	go run ./tools/dist [-o dist] [-only linux/amd64]
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/streamlift/streamlift/cmd"
)

// target is one platform with the tags under which pip knows it.
type target struct{ goos, goarch, tag string }

// targets are what is built. A static Go binary needs neither glibc nor musl, so a Linux wheel
// carries both tags; macOS 12 is the oldest that this Go runs on.
func targets() []target {
	return []target{
		{"linux", "amd64", "manylinux2014_x86_64.manylinux_2_17_x86_64.musllinux_1_1_x86_64"},
		{"linux", "arm64", "manylinux2014_aarch64.manylinux_2_17_aarch64.musllinux_1_1_aarch64"},
		{"darwin", "amd64", "macosx_12_0_x86_64"},
		{"darwin", "arm64", "macosx_12_0_arm64"},
		{"windows", "amd64", "win_amd64"},
	}
}

// maxBinary keeps the download small (design.md, budgets).
const maxBinary = 20 << 20

func main() {
	out := flag.String("o", "dist", "folder of the wheels")
	only := flag.String("only", "", "build one target, as linux/amd64")
	flag.Parse()
	if err := run(*out, *only); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(out, only string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	built := 0
	for _, t := range targets() {
		if only != "" && only != t.goos+"/"+t.goarch {
			continue
		}
		built++
		name, err := build(out, t)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", t.goos, t.goarch, err)
		}
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		fmt.Printf("%s  %.1f MB\n", name, float64(info.Size())/1e6)
	}
	if built == 0 {
		return fmt.Errorf("no target %q; leave -only out to see them all", only)
	}
	return nil
}

// build compiles one target and writes its wheel; it gives the wheel's path.
func build(out string, t target) (string, error) {
	work, err := os.MkdirTemp("", "streamlift-dist-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	binary := "streamlift"
	if t.goos == "windows" {
		binary += ".exe"
	}
	// No stamp of the repository: it would make the bytes depend on the state of the work tree.
	compile := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=",
		"-o", filepath.Join(work, binary), "github.com/streamlift/streamlift/cmd/streamlift")
	compile.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+t.goos, "GOARCH="+t.goarch)
	compile.Stderr = os.Stderr
	if err := compile.Run(); err != nil {
		return "", err
	}
	content, err := os.ReadFile(filepath.Join(work, binary))
	if err != nil {
		return "", err
	}
	if len(content) > maxBinary {
		return "", fmt.Errorf("the binary has %d bytes, at most %d", len(content), maxBinary)
	}
	name := filepath.Join(out, fmt.Sprintf("streamlift-%s-py3-none-%s.whl", cmd.Version, t.tag))
	file, err := os.Create(name)
	if err != nil {
		return "", err
	}
	if err := writeWheel(file, wheel{version: cmd.Version, tags: strings.Split(t.tag, "."), binary: binary, content: content}); err != nil {
		file.Close()
		return "", err
	}
	return name, file.Close()
}
