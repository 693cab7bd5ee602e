package view

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/oracle"
)

// TestNumbersAreWrittenAsPythonWritesThem compares with every CPython of the machine: golden requests hold what Python
// sends.
func TestNumbersAreWrittenAsPythonWritesThem(t *testing.T) {
	numbers := []string{
		"0", "-0", "1", "-1", "0.5", "0.10", "1.5e3", "1e15", "1e16", "123456789012345678", "0.0001", "0.00001", "1E-5", "1e-7", "0.000001", "0.0000001",
		"1.50", "100", "1e2", "1.20e2", "12.3456e3", "12.3456e5", "0e5", "0.0e-9", "-0.00", "99999999999999.99", "1e300", "5e-324", "10e-3",
	}
	var script, want strings.Builder
	script.WriteString("from decimal import Decimal\n")
	for _, n := range numbers {
		script.WriteString("print(float('" + n + "'), Decimal('" + n + "'))\n")
		want.WriteString(floatText(n) + " " + decimalText(n) + "\n")
	}
	pythons := oracle.Interpreters()
	if len(pythons) == 0 {
		t.Skip("no CPython on this machine")
	}
	for _, python := range pythons {
		out, err := exec.Command(python.Path, "-c", script.String()).Output()
		if err != nil {
			t.Fatal(err)
		}
		if string(out) != want.String() {
			t.Errorf("%s:\n got %s\nwant %s", python.Path, want.String(), out)
		}
	}
}
