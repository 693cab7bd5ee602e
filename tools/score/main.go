// Score compares audits with hand-made labels and prints recall, precision, kind and inputs, each as found/all, for
// every app and for all together.
//
//	score [-v] [-labels DIR] APPS
//
// APPS is a folder that holds one folder an app, named as the label file. Nothing is fetched.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/cmd"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "error: "+err.Error())
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("score", flag.ContinueOnError)
	verbose := flags.Bool("v", false, "name what was missed and what was wrong")
	folder := flags.String("labels", "internal/audit/testdata/labels", "folder of the label files")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name the folder that holds the labelled apps, one folder each: make score APPS=DIR")
	}
	files, err := filepath.Glob(filepath.Join(*folder, "*.yaml"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("%s: no label file there", *folder)
	}
	var total result
	scored := 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		app := filepath.Join(flags.Arg(0), name)
		if _, err := os.Stat(app); err != nil {
			fmt.Fprintf(out, "%-28s not scored: %s is missing\n", name, app)
			continue
		}
		r, err := scoreApp(file, app)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		scored++
		print(out, name, r, *verbose)
		total.add(r)
	}
	if scored == 0 {
		return fmt.Errorf("%s holds none of the labelled apps. Put each into a folder named as its label file in %s", flags.Arg(0), *folder)
	}
	print(out, fmt.Sprintf("%d apps", scored), total, false)
	return nil
}

// scoreApp audits one app and compares it with its label file.
func scoreApp(labelFile, app string) (result, error) {
	content, err := os.ReadFile(labelFile)
	if err != nil {
		return result{}, err
	}
	var want labels
	if err := yaml.Unmarshal(content, &want); err != nil {
		return result{}, err
	}
	got, err := auditApp(app)
	if err != nil && want.Entry != "" { // an app with two entries asks which: the label says
		got, err = auditApp(app, "--entry", want.Entry)
	}
	return score(want, got), err
}

// auditApp is what audit says of an app.
func auditApp(app string, flags ...string) (audit, error) {
	var printed, said bytes.Buffer
	args := append([]string{"audit", app, "--format", "json"}, flags...)
	if code := cmd.Execute(context.Background(), args, cmd.Streams{Out: &printed, Err: &said}); code != 0 {
		return audit{}, fmt.Errorf("audit exits %d: %s", code, strings.TrimSpace(said.String()))
	}
	var got audit
	return got, json.Unmarshal(printed.Bytes(), &got)
}

func print(out io.Writer, name string, r result, verbose bool) {
	fmt.Fprintf(out, "%-28s %s\n", name, r)
	if verbose {
		fmt.Fprintf(out, "  missed: %s\n  wrong:  %s\n", strings.Join(r.missed, ", "), strings.Join(r.wrong, ", "))
	}
}
