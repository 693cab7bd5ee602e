package runner

import (
	"fmt"
	"strings"
)

// Failure is one way in which a project does not run here: what failed, why, what to do about it
// and where the whole story stands.
type Failure struct {
	What string   // lower case, no full stop: "the service stopped before it was ready"
	Why  string   // the cause as it is known; may be empty
	Do   string   // what the reader can do
	Log  string   // path of the log; may be empty
	Tail []string // last lines of the log
}

// Error is the failure on several lines, as `up` shows it.
func (f *Failure) Error() string {
	var b strings.Builder
	b.WriteString(f.What)
	if f.Why != "" {
		b.WriteString(": " + f.Why)
	}
	for _, line := range f.Tail {
		b.WriteString("\n    | " + line)
	}
	if f.Do != "" {
		b.WriteString("\n  do:  " + f.Do)
	}
	if f.Log != "" {
		b.WriteString("\n  log: " + f.Log)
	}
	return b.String()
}

// tailLines is how many lines of a log a failure shows.
const tailLines = 12

// tail gives the last lines of a text, without blank ones and with control characters made visible.
func tail(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(strings.ToValidUTF8(line, "\uFFFD"), " \t\r\n"); line != "" {
			lines = append(lines, strings.Map(visible, line))
		}
	}
	return lines[max(0, len(lines)-tailLines):]
}

// visible keeps what a process wrote from steering the reader's terminal.
func visible(r rune) rune {
	if r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 {
		return '\uFFFD'
	}
	return r
}

// cannotWrite is the failure of a folder that may not be written.
func cannotWrite(folder string, err error) *Failure {
	return &Failure{
		What: fmt.Sprintf("%s cannot be written", folder),
		Why:  err.Error(),
		Do:   "give yourself write permission there, or set XDG_CACHE_HOME to a folder of yours",
	}
}
