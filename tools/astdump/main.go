// Command astdump prints the syntax tree of Python files exactly as CPython prints
// `ast.dump(ast.parse(source), include_attributes=True)`, so that anyone can compare the two.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/streamlift/streamlift/internal/python"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "astdump:", err)
		}
		os.Exit(2)
	}
}

// answer is a file's line with --jsonl.
type answer struct {
	File  string `json:"file"`
	Dump  string `json:"dump,omitempty"`
	Error string `json:"error,omitempty"`
}

// run prints a line for each file: its tree, or `error LINE:COL message` when CPython rejects it.
func run(args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("astdump", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: astdump [--version 3.X] [--jsonl] FILE...")
		flags.PrintDefaults()
	}
	grammar := flags.String("version", "3.13", "grammar and form of the dump, 3.8 to 3.14")
	jsonl := flags.Bool("jsonl", false, "print one JSON object a file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	version, err := python.ParseVersion(*grammar)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(stdout)
	for _, name := range flags.Args() {
		raw, err := os.ReadFile(name)
		if err != nil {
			return errors.Join(err, out.Flush())
		}
		a := dump(name, raw, version)
		switch {
		case *jsonl:
			line, err := json.Marshal(a)
			if err != nil {
				return errors.Join(err, out.Flush())
			}
			fmt.Fprintf(out, "%s\n", line)
		case a.Error != "":
			fmt.Fprintln(out, a.Error)
		default:
			fmt.Fprintln(out, a.Dump)
		}
	}
	return out.Flush()
}

func dump(name string, raw []byte, version python.Version) answer {
	text, problems := python.Decode(name, raw)
	file := python.Parse(text.Source, python.Options{Version: version})
	problems = append(problems, file.Problems...)
	if len(problems) == 0 {
		return answer{File: name, Dump: python.Dump(file, version)}
	}
	first := problems.Sorted()[0]
	return answer{File: name, Error: fmt.Sprintf("error %d:%d %s", first.Position.Line, first.Position.Column, first.Message)}
}
