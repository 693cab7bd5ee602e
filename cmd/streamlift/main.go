// Command streamlift turns a Streamlit app, or a manifest written by hand, into a project that runs in production.
package main

import (
	"context"
	"os"

	"github.com/streamlift/streamlift/cmd"
)

func main() {
	os.Exit(cmd.Execute(context.Background(), os.Args[1:], cmd.Streams{Out: os.Stdout, Err: os.Stderr}))
}
