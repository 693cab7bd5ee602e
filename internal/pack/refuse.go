package pack

import "fmt"

// RefusedError is a pack that is not trusted: nothing is rendered of it and nothing is written. It ends a command with
// an exit code of its own.
type RefusedError struct {
	Pack   string // name, or where it was looked for
	Reason error  // what is wrong, and what to do
}

func (e *RefusedError) Error() string { return fmt.Sprintf("pack %q is refused: %v", e.Pack, e.Reason) }

// Unwrap gives the reason.
func (e *RefusedError) Unwrap() error { return e.Reason }

// Refuse makes a RefusedError.
func Refuse(name, format string, args ...any) error {
	return &RefusedError{Pack: name, Reason: fmt.Errorf(format, args...)}
}
