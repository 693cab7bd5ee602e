// Command flowdump prints what internal/flow finds in an app: modules, scopes, functions with their classes, calls
// and effects, each with the chain of places that shows why. It is for tests and for people who doubt a verdict.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/source"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "flowdump:", err)
		os.Exit(2)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("flowdump", flag.ContinueOnError)
	format := flags.String("format", "json", "json, text, classes: a line a function; or unknown: the calls that nobody described")
	entry := flags.String("entry", "", "the file that Streamlit starts; without it every file is read")
	place := flags.String("slice", "", "FILE:LINE: print what the statement there depends on, in place of all else")
	forward := flags.Bool("forward", false, "with --slice: print what depends on the statement")
	callers := flags.Bool("callers", false, "with --slice: go on into those who call its function")
	flags.Usage = func() {
		_, _ = fmt.Fprintln(flags.Output(), "usage: flowdump [--format json|text|classes|unknown] [--entry FILE] [--slice FILE:LINE [--forward] [--callers]] FILE|DIR")
		flags.PrintDefaults()
	}
	var positional []string
	for rest := args; ; {
		if err := flags.Parse(rest); err != nil {
			return err
		}
		if flags.NArg() == 0 {
			break
		}
		positional = append(positional, flags.Arg(0))
		rest = flags.Args()[1:]
	}
	if len(positional) != 1 {
		return fmt.Errorf("one file or folder is expected, not %d", len(positional))
	}
	if !slices.Contains([]string{"json", "text", "classes", "unknown"}, *format) {
		return fmt.Errorf("unknown format %q. allowed are classes, json, text, unknown", *format)
	}
	app, done, err := read(positional[0], *entry)
	if err != nil {
		return err
	}
	defer done()
	c, err := catalogue.Load()
	if err != nil {
		return err
	}
	p := flow.AnalyseApp(app, c)
	if *place != "" {
		return sliceAt(p, *place, sliceWay{forward: *forward, callers: *callers}, out)
	}
	switch *format {
	case "unknown":
		return unknownTable(p, out)
	case "classes":
		return classList(p, out)
	}
	d := dump(app, p)
	if *format == "text" {
		return d.text(out)
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(d)
}

// read finds the files of the app: those that the entry reaches, or all.
func read(name, entry string) (*flow.App, func(), error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	dir := name
	if !info.IsDir() {
		dir, entry = filepath.Split(filepath.Clean(name))
		if dir == "" {
			dir = "."
		}
	}
	tree, done, err := source.Open(dir, source.Limits{})
	if err != nil {
		return nil, nil, err
	}
	closed := func() { _ = done() }
	if entry != "" {
		if !tree.Has(filepath.ToSlash(entry)) {
			closed()
			return nil, nil, fmt.Errorf("there is no file %q in %q", entry, dir)
		}
		return flow.Reach(tree, filepath.ToSlash(entry)), closed, nil
	}
	var files []string
	for _, f := range tree.Files() {
		if source.IsPython(f) {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		closed()
		return nil, nil, fmt.Errorf("there is no Python file in %q", dir)
	}
	return flow.Reach(tree, files[0], files[1:]...), closed, nil
}
