package cmd

import (
	"errors"
	"fmt"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/regen"
)

// code is what the process exits with. This is the only table of them; README and docs repeat it.
type code int

// The exit codes.
const (
	exitDone       code = 0 // done
	exitFindings   code = 1 // done, and there are findings or differences
	exitUsage      code = 2 // the command line or the manifest is wrong
	exitFailure    code = 3 // something failed: disk, network, a tool, a bug
	exitConflicts  code = 4 // files that people edited are in the way; nothing was written, or conflicts are left
	exitPack       code = 5 // a template pack was refused
	exitUnfinished code = 6 // an interrupted run must be recovered first
)

// meanings lists the codes with one line each, for help.
func meanings() []string {
	return []string{
		"0 done", "1 findings or differences", "2 wrong usage or manifest", "3 failure",
		"4 conflicts with edited files", "5 pack refused", "6 an unfinished run must be recovered first",
	}
}

// exit is an error with the code that it ends the process with. Without an error inside, everything
// was already said on stdout.
type exit struct {
	code code
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// usage is an error of the command line: what is wrong, and what to do.
func usage(format string, args ...any) error {
	return &exit{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// codeOf gives the code that an error ends the process with.
func codeOf(err error) code {
	var chosen *exit
	var diags diag.List
	var markers *regen.MarkersError
	var asked *regen.AskedError
	var refused *pack.RefusedError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &markers):
		return exitConflicts
	case errors.As(err, &chosen):
		return chosen.code
	case errors.Is(err, regen.ErrUnfinished):
		return exitUnfinished
	case errors.As(err, &refused):
		return exitPack
	case errors.As(err, &diags), errors.As(err, &asked):
		return exitUsage
	}
	return exitFailure
}
