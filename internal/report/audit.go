package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/streamlift/streamlift/internal/audit"
)

// Audit is what an audit says, to be shown.
type Audit struct {
	Name     string // as the user named the app
	Manifest string // that was written; empty without
	Report   *audit.Report
}

// Write shows an audit as text, json, markdown or sarif.
func (a Audit) Write(out io.Writer, format string) error {
	switch format {
	case "json":
		return inJSON(out, a.Report)
	case "markdown":
		return write(out, a.markdown())
	case "sarif":
		return inJSON(out, a.sarif())
	case "text":
		return write(out, a.text())
	}
	return fmt.Errorf("format %q is not known", format)
}

func inJSON(out io.Writer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func write(out io.Writer, text string) error {
	_, err := io.WriteString(out, text)
	return err
}

// errors are the findings of a severity.
func (a Audit) findings(severity string) []audit.Finding {
	var out []audit.Finding
	for _, f := range a.Report.Findings {
		if f.Severity == severity {
			out = append(out, f)
		}
	}
	return out
}

// moves counts exposed operations by how they move: as they are, cut out of a page, or with a person.
func (a Audit) moves() (lifted, cut, person int) {
	for _, op := range a.Report.Operations {
		switch {
		case !op.Expose && op.NeedsPerson == nil:
		case op.NeedsPerson != nil || op.Class == "mixed":
			person++
		case op.Class == "region":
			cut++
		default:
			lifted++
		}
	}
	return lifted, cut, person
}
