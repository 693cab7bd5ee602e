package runner

import (
	"maps"
	"slices"
	"strings"
)

// environ is a process environment by name.
type environ map[string]string

func parseEnviron(pairs []string) environ {
	env := environ{}
	for _, pair := range pairs {
		if name, value, ok := strings.Cut(pair, "="); ok && name != "" {
			env[name] = value
		}
	}
	return env
}

// with is a copy of the environment with more variables set.
func (e environ) with(more environ) environ {
	out := maps.Clone(e)
	maps.Copy(out, more)
	return out
}

// clean is a copy without what would make a Python look outside its own environment.
func (e environ) clean() environ {
	out := maps.Clone(e)
	for _, name := range []string{"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__", "UV_PROJECT", "UV_WORKING_DIRECTORY"} {
		delete(out, name)
	}
	return out
}

// pairs is the environment as exec takes it, in order.
func (e environ) pairs() []string {
	out := make([]string, 0, len(e))
	for _, name := range slices.Sorted(maps.Keys(e)) {
		out = append(out, name+"="+e[name])
	}
	return out
}
