package source

import (
	"encoding/json"
	"os/exec"
	"testing"

	"github.com/streamlift/streamlift/internal/oracle"
)

// TestStandardLibrary asks every CPython of this machine for the names of its modules.
func TestStandardLibrary(t *testing.T) {
	for _, py := range oracle.Interpreters() {
		if py.Minor < 10 {
			continue // they do not know
		}
		out, err := exec.Command(py.Path, "-I", "-c", "import json, sys; print(json.dumps(sorted(sys.stdlib_module_names)))").Output()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		if err := json.Unmarshal(out, &names); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if name[0] != '_' && !StandardLibrary(name+".x") {
				t.Errorf("3.%d has a module %s", py.Minor, name)
			}
		}
	}
	for _, name := range []string{"pandas", "app", "utils.json", "a"} {
		if StandardLibrary(name) {
			t.Errorf("%s is no module of the standard library", name)
		}
	}
}
