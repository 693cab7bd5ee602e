package main

import (
	"bytes"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/streamlift/streamlift/cmd"
)

func TestWheelBytesAreReproducible(t *testing.T) {
	w := wheel{version: "1.2.3", tags: []string{"any"}, binary: "streamlift", content: []byte("binary")}
	var first, second bytes.Buffer
	if err := writeWheel(&first, w); err != nil {
		t.Fatal(err)
	}
	if err := writeWheel(&second, w); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two writes of the same wheel differ")
	}
}

// The wheel of this machine's kind installs with pip and its program starts.
func TestWheelInstallsAndRuns(t *testing.T) {
	if runtime.GOOS != "linux" || testing.Short() {
		t.Skip("builds and installs the Linux wheel only")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 on PATH")
	}
	folder := t.TempDir()
	if err := run(folder, runtime.GOOS+"/"+runtime.GOARCH); err != nil {
		t.Fatal(err)
	}
	wheels, err := filepath.Glob(filepath.Join(folder, "*.whl"))
	if err != nil || len(wheels) != 1 {
		t.Fatalf("wheels %v, %v", wheels, err)
	}
	env := filepath.Join(folder, "env")
	install := exec.Command(python, "-m", "pip", "install", "--no-index", "--disable-pip-version-check", "--no-deps", "--target", env, wheels[0])
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("pip: %v\n%s", err, out)
	}
	program := exec.Command(filepath.Join(env, "bin", "streamlift"), "version")
	program.Env = []string{"HOME=" + folder, "PATH=" + os.DevNull} // nothing but itself
	out, err := program.CombinedOutput()
	if err != nil || !bytes.HasPrefix(out, []byte("streamlift "+cmd.Version)) {
		t.Errorf("streamlift version: %v\n%s", err, out)
	}
	binary, err := elf.Open(program.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer binary.Close()
	if libraries, err := binary.ImportedLibraries(); err != nil || len(libraries) > 0 {
		t.Errorf("the binary is not static: %v, %v", libraries, err)
	}
}
