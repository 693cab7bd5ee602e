package verify

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestPlan holds in which order a page is tried: every widget once before any twice, and what only a step brings up
// before the last values of what was there.
func TestPlan(t *testing.T) {
	folder := t.TempDir()
	if err := unpack(folder); err != nil {
		t.Fatal(err)
	}
	const program = `import json, random, sys
sys.path.insert(0, sys.argv[1])
from streamlift_driver.plan import Plan

def widget(kind, label, *values):
    return {"step": {"widget": kind, "label": label, "key": None, "nth": 0}, "values": list(values), "form": ""}

page = [widget("selectbox", "Day", "mon", "tue", "wed"), widget("checkbox", "Sure", True)]
plan, tried = Plan(page, random.Random(1), 5), []
for steps in plan:
    tried.append(", ".join(f"{s['label']}={s['value']}" for group in steps for s in group))
    plan.learn(steps, page + [widget("button", "Delete", True)] * tried[-1].endswith("Sure=True"))
print(json.dumps(tried))
`
	out, err := exec.Command(interpreter(t), "-c", program, folder).Output()
	if err != nil {
		t.Fatal(err)
	}
	var tried []string
	if err := json.Unmarshal(out, &tried); err != nil {
		t.Fatal(err)
	}
	want := []string{"Day=mon", "Sure=True", "Day=tue", "Sure=True, Delete=True", "Day=wed"}
	if len(tried) < len(want) || !slices.Equal(tried[:len(want)], want) {
		t.Errorf("tried %q, want %q first", tried, want)
	}
	slices.Sort(tried)
	if twice := slices.Compact(slices.Clone(tried)); len(twice) != len(tried) || !strings.Contains(tried[0], "=") {
		t.Errorf("a sequence comes twice in %q", tried)
	}
}
