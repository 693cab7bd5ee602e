// Command streamlift turns a Streamlit app, or a manifest written by hand, into a project that runs in production.
package main

import (
	"context"
	"os"
	"runtime/debug"

	"github.com/streamlift/streamlift/cmd"
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // a run is short: a collection less is worth more than the memory
	}
	os.Exit(cmd.Execute(context.Background(), os.Args[1:], cmd.Streams{Out: os.Stdout, Err: os.Stderr}))
}
