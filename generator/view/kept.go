package view

import (
	"fmt"
	"path"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// Kept is what a project needs that runs the app as it is.
type Kept struct {
	Entry     Text     // script below app/
	Python    string   // requirement of the project
	Minor     string   // version it runs on, as 3.13
	Unpinned  bool     // no image of that version is pinned
	Variables []string // environment variables that the app reads
	Secrets   []Secret // what it reads from st.secrets
	Packages  []string // Debian packages that it needs
}

// Secret is one key of st.secrets and the variable that holds it where the app runs.
type Secret struct {
	Variable string
	Dotted   string // as db.password; bare keys only
	Keys     string // the same as a Python tuple
}

// NewKept is what a manifest and the names that the app reads make. Names are bare words.
func NewKept(m *manifest.Manifest, variables, secrets []string) Kept {
	kept := Kept{Entry: NewText(path.Clean(m.App.Entry)), Python: m.App.Python, Variables: variables}
	if kept.Python == "" {
		kept.Python = ">=3.11"
	}
	taken := map[string]bool{}
	for _, name := range variables {
		taken[name] = true
	}
	for _, dotted := range secrets {
		keys := strings.Split(dotted, ".")
		for i, key := range keys {
			keys[i] = quote.Python(key)
		}
		tuple := "(" + strings.Join(keys, ", ") + ")"
		if len(keys) == 1 {
			tuple = "(" + keys[0] + ",)"
		}
		name := "SECRET_" + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(dotted))
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s_%d", strings.TrimRight(name, "0123456789_"), n)
		}
		taken[name] = true
		kept.Secrets = append(kept.Secrets, Secret{Variable: name, Dotted: dotted, Keys: tuple})
	}
	return kept
}

// imagePython is the version of the pinned image.
const imagePython = "3.13"

// OnPython sets the version that the app says it runs on; without one it is the image's.
func (k *Kept) OnPython(minor string) {
	k.Minor = minor
	if minor == "" {
		k.Minor = imagePython
		return
	}
	k.Unpinned = minor != imagePython
	k.Python = ">=" + minor
}
