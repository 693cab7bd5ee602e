// Speed measures, for each app, audit and generation together, `up` with everything installed until both answer, and
// what a rerun of a page takes in the app and in its project. The figures are of one run on one machine: compare them
// with each other, not with those of another day.
//
//	speed APP...
//
// An app without a manifest is audited. Its project is made in a scratch folder; environments stay in the user's cache.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "error: "+err.Error())
		os.Exit(1)
	}
}

// figures of one app.
type figures struct {
	app      string
	generate time.Duration
	up       time.Duration
	old, new float64 // seconds of a rerun
}

func run(apps []string) error {
	if len(apps) == 0 {
		return errors.New("name the folders of apps")
	}
	scratch, err := os.MkdirTemp("", "streamlift-speed-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	tool := filepath.Join(scratch, "streamlift")
	if out, err := exec.Command("go", "build", "-o", tool, "./cmd/streamlift").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	var all []figures
	for _, app := range apps {
		f, err := measure(tool, app, filepath.Join(scratch, filepath.Base(app)))
		if err != nil {
			return fmt.Errorf("%s: %w", app, err)
		}
		all = append(all, f)
		fmt.Printf("%-20s audit and generate %4d ms   up, warm %5.1f s   rerun %4.0f ms, was %4.0f ms: %+.0f ms\n", filepath.Base(f.app),
			f.generate.Milliseconds(), f.up.Seconds(), 1000*f.new, 1000*f.old, 1000*(f.new-f.old))
	}
	slices.SortFunc(all, func(a, b figures) int { return int(a.generate - b.generate) })
	fmt.Printf("median               audit and generate %4d ms\n", all[len(all)/2].generate.Milliseconds())
	return nil
}

// measure makes an app's project and takes the figures.
func measure(tool, app, project string) (figures, error) {
	f := figures{app: app}
	manifest := filepath.Join(project, "streamlift.yaml")
	began := time.Now()
	if _, err := say(tool, "audit", app, "-o", manifest); err != nil {
		return f, err
	}
	if _, err := say(tool, "generate", project, "--as", "split"); err != nil {
		return f, err
	}
	f.generate = time.Since(began)
	for range 2 { // the first one installs
		began = time.Now()
		if _, err := say(tool, "up", project, "--check"); err != nil {
			return f, err
		}
		f.up = time.Since(began)
	}
	out, err := say(tool, "verify", project, "--sequences", "5", "--format", "json")
	if err != nil {
		return f, err
	}
	var result struct {
		Interactions []struct {
			Verdict string
			Seconds struct{ Old, New float64 }
		}
	}
	if err := json.Unmarshal(out, &result); err != nil {
		return f, err
	}
	var old, new []float64
	for _, i := range result.Interactions {
		if i.Verdict == "same" {
			old, new = append(old, i.Seconds.Old), append(new, i.Seconds.New)
		}
	}
	f.old, f.new = middle(old), middle(new)
	return f, nil
}

func middle(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// say runs the tool and gives what it prints.
func say(tool string, args ...string) ([]byte, error) {
	var said bytes.Buffer
	c := exec.Command(tool, args...)
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("streamlift %v: %w\n%s", args, err, said.String())
	}
	return out, nil
}
