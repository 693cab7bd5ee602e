package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// What rendering a pack of others may take.
const (
	renderProcessor = 2   // seconds of processor time, where the system can hold a process to them
	renderEach      = 400 // operations that one more second is for
	operationLines  = 5   // of a manifest, at least
	renderWall      = 20 * time.Second
	renderMemory    = 1 << 30
	renderStack     = 64 << 20
	renderAnswer    = 128 << 20
	exitMemory      = 9 // of the child
)

// order is what a child process renders.
type order struct {
	Path   string
	Text   string // the manifest
	Target string
	Pack   *pack.Pack
	Lifted generator.Lifted
	Reads  generator.Reads
}

// answer is what a child process made.
type answer struct {
	Files   []generator.File
	Refused string
}

// makeFiles makes the files of a project. Templates of others run in a process of their own, which is stopped when it
// takes too long or too much.
func makeFiles(in generator.Input) ([]generator.File, error) {
	if !in.Pack.Foreign() {
		return generator.Generate(in)
	}
	source := in.Manifest.Source
	o := order{Path: source.Path, Text: source.Text, Target: in.Manifest.Target, Pack: in.Pack, Lifted: in.Lifted, Reads: in.Reads}
	o.Lifted.Service, o.Lifted.UI = nil, nil // taken as they are, so nothing to render
	files, err := renderApart(o)
	if err != nil {
		return nil, err
	}
	files, err = generator.Assemble(in, files)
	if err != nil {
		return nil, pack.Refuse(in.Pack.Name, "%w", err)
	}
	return files, nil
}

// renderApart carries an order out in a child process without environment.
func renderApart(o order) ([]generator.File, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(context.Background(), renderWall+time.Duration(moreSeconds(o.Text))*time.Second)
	defer stop()
	child := exec.CommandContext(ctx, program, "pack", "render")
	child.Env = []string{}
	child.Stdin = bytes.NewReader(text)
	var says bytes.Buffer
	child.Stderr = &says
	out, err := child.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := child.Start(); err != nil {
		return nil, err
	}
	said, readErr := io.ReadAll(io.LimitReader(out, renderAnswer+1))
	if len(said) > renderAnswer {
		stop()
	}
	err = child.Wait()
	var made answer
	switch {
	case len(said) > renderAnswer:
		return nil, pack.Refuse(o.Pack.Name, "its files are too large together")
	case err != nil:
		return nil, pack.Refuse(o.Pack.Name, "%s", death(err, says.String()))
	case readErr != nil:
		return nil, readErr
	}
	if err := json.Unmarshal(said, &made); err != nil {
		return nil, err
	}
	if made.Refused != "" {
		return nil, pack.Refuse(o.Pack.Name, "%s", made.Refused)
	}
	return made.Files, nil
}

// death says why a child process ended as it did.
func death(err error, says string) string {
	var ended *exec.ExitError
	first, _, _ := strings.Cut(says, "\n")
	switch {
	case strings.Contains(says, "stack exceeds"):
		return "its templates nest without end"
	case errors.As(err, &ended) && ended.ExitCode() == exitMemory:
		return fmt.Sprintf("its templates take over %d MB of memory", renderMemory>>20)
	case errors.As(err, &ended) && ended.ExitCode() == -1:
		return fmt.Sprintf("its templates take too much processor time, over %d s. a range has no end, or there are far too many files", renderProcessor)
	}
	return "the process that renders it ended: " + first
}

// newPackRender is `streamlift pack render`, which renders an order from stdin inside the limits; only makeFiles calls it.
func newPackRender() *cobra.Command {
	return &cobra.Command{
		Use:    "render",
		Short:  "Render an order from stdin",
		Hidden: true,
		Args:   between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			debug.SetMaxStack(renderStack)
			debug.SetMemoryLimit(renderMemory / 2)
			go watchMemory()
			var o order
			if err := json.NewDecoder(c.InOrStdin()).Decode(&o); err != nil {
				return err
			}
			limitProcessor(uint64(renderProcessor + moreSeconds(o.Text)))
			return json.NewEncoder(c.OutOrStdout()).Encode(carryOut(o))
		},
	}
}

// moreSeconds is the time that a large manifest may take on top.
func moreSeconds(text string) int { return strings.Count(text, "\n") / (renderEach * operationLines) }

// carryOut renders an order in this process.
func carryOut(o order) answer {
	m, diags := manifest.Load(o.Path, []byte(o.Text))
	if diags.Failed() {
		return answer{Refused: diags.Error()}
	}
	m.Target = o.Target
	files, err := generator.Render(generator.Input{Manifest: m, Pack: o.Pack, Lifted: o.Lifted, Reads: o.Reads})
	if err != nil {
		return answer{Refused: strings.TrimPrefix(err.Error(), "template: ")}
	}
	return answer{Files: files}
}

// watchMemory ends the process when it takes too much.
func watchMemory() {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for {
		metrics.Read(sample)
		if sample[0].Value.Uint64() > renderMemory {
			os.Exit(exitMemory)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
