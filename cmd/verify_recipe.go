package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/verify"
)

// recipePath is the project's recipe, or the one that its app brings along; which of both, when neither is there, is the
// project's.
func recipePath(p *project) string {
	own := filepath.Join(p.folder, recipeFile)
	if brought := filepath.Join(p.app(), recipeFile); !has(own) && has(brought) {
		return brought
	}
	return own
}

// readRecipe reads verify.yaml strictly; without one the recipe is empty.
func readRecipe(file string) (verify.Recipe, error) {
	var recipe verify.Recipe
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return recipe, nil
	}
	if err != nil {
		return recipe, err
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(content)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&recipe); err != nil && !errors.Is(err, io.EOF) {
		return recipe, wrongRecipe(err)
	}
	for i, program := range recipe.Beside {
		if len(program.Run) == 0 || program.Port < 1 || program.Port > 65535 {
			return recipe, usage("%s: `beside`, number %d: it takes a command and a port, as in {run: [python, backend.py], port: 8000}", recipeFile, i+1)
		}
	}
	if recipe.Seed != "" {
		recipe.Seed = filepath.Join(filepath.Dir(file), filepath.FromSlash(recipe.Seed))
		if info, err := os.Stat(recipe.Seed); err != nil || !info.IsDir() {
			return recipe, usage("%s: `seed` names %q, which is no folder", recipeFile, filepath.Base(recipe.Seed))
		}
	}
	return recipe, nil
}

// knownPages refuses to skip what is no page: a slip of the pen would compare what was to be left out. Pages that are
// functions are known only once the app runs.
func knownPages(recipe verify.Recipe, setup verify.Setup) error {
	pages := append([]string{setup.Old.Entry}, setup.Pages...)
	for _, page := range slices.Sorted(maps.Keys(recipe.Skip)) {
		if !strings.HasPrefix(page, "#") && !slices.Contains(pages, page) {
			return usage("%s: `skip` names %q, which is no page of the app. its pages: %s", recipeFile, page, strings.Join(pages, ", "))
		}
	}
	return nil
}

// wrongRecipe says where a recipe is wrong: YAML's own reader names the line and its own types.
func wrongRecipe(err error) error {
	const known = "known keys: secrets, environment, seed, enter, values, skip, beside; of a step: widget, label, key, nth, value; of what is beside: run, port"
	lines := strings.Split(err.Error(), "\n")
	last := strings.TrimPrefix(strings.TrimSpace(lines[len(lines)-1]), "yaml: ")
	var line int
	if n, _ := fmt.Sscanf(last, "line %d:", &line); n == 0 {
		return usage("%s: %s. %s", recipeFile, last, known)
	}
	_, what, _ := strings.Cut(last, ": ")
	if key, found := strings.CutPrefix(what, "field "); found {
		what = fmt.Sprintf("%q is not known", strings.Fields(key)[0])
	}
	return usage("%s:%d: %s. %s", recipeFile, line, what, known)
}

// afterVerify is what a comparison found and what becomes of it.
type afterVerify struct {
	missed
	result *verify.Result
	pin    bool
}

// missed are names that an app reads and a comparison does not give it.
type missed struct {
	secrets   []string
	variables []string // of the environment
}

// afterwards writes a recipe to start from where there is none, and keeps operations that differ in the app.
func afterwards(c *cobra.Command, p *project, a afterVerify) error {
	if file := recipePath(p); !has(file) {
		if err := os.WriteFile(file, []byte(starter(a.result, a.missed)), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(c.ErrOrStderr(), "%s: written, with what this run missed\n", filepath.Join(p.shown, recipeFile))
	}
	if !a.pin {
		return nil
	}
	return keepDiffering(c, p, a.result)
}

// keepDiffering sets `kept` for operations that differ, with the reason among what is unresolved.
func keepDiffering(c *cobra.Command, p *project, r *verify.Result) error {
	content, pinned := p.content, 0
	for _, op := range r.Operations {
		if op.Verdict != verify.Different {
			continue
		}
		reason := fmt.Sprintf("`streamlift verify` saw %s differ where it was asked", op.Where)
		var err error
		if content, err = manifest.Set(content, []string{"operations", op.Operation, "kept"}, true); err != nil {
			return err
		}
		if content, err = manifest.Append(content, []string{"unresolved"}, unresolved{At: "operations." + op.Operation, Reason: reason}); err != nil {
			return err
		}
		fmt.Fprintf(c.ErrOrStderr(), "%s stays in the app from the next `streamlift generate` on\n", op.Operation)
		pinned++
	}
	if pinned == 0 {
		return nil
	}
	return os.WriteFile(filepath.Join(p.folder, manifest.FileName), content, 0o644)
}

// unresolved is an entry of the manifest's list of that name.
type unresolved struct {
	At     string `yaml:"at"`
	Reason string `yaml:"reason"`
}

// starter is a recipe in which everything is commented: what the app reads, and what a run did not reach.
func starter(r *verify.Result, wants missed) string {
	var b strings.Builder
	b.WriteString("# How `streamlift verify` gets into the app and what it finds there. All values are made up: real secrets do not\n" +
		"# belong here. Take the # away where something is to be filled in.\n\n")
	b.WriteString("# secrets:  # as .streamlit/secrets.toml has them\n")
	for _, key := range wants.secrets {
		fmt.Fprintf(&b, "#   %s: made up\n", scalar(key))
	}
	b.WriteString("# environment:  # variables of the app\n")
	for _, name := range wants.variables {
		fmt.Fprintf(&b, "#   %s: made up\n", scalar(name))
	}
	b.WriteString("# seed: seed  # a folder beside this file, laid over the app's own before every run\n" +
		"# beside:  # what the app asks: started before every run, in a copy of its folder with the seed over it\n" +
		"#   - {run: [python, backend.py], port: 8000}\n" +
		"# values:  # by key or label of a widget: what to try\n#   Amount: [1, 25]\n" +
		"# skip:  # pages to leave out, with the reason\n#   pages/admin.py: needs a machine\n")
	enter(&b, r)
	for _, host := range r.Hosts {
		fmt.Fprintf(&b, "\n# The app wanted to reach %s and was refused.", strings.ReplaceAll(host, "\n", " "))
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// enter proposes the steps that lead past the first page that showed nothing but a form.
func enter(b *strings.Builder, r *verify.Result) {
	b.WriteString("# enter:  # steps before all others; those of one list are done before one run\n")
	for _, page := range r.Pages {
		if page.Verdict != verify.NotReached || len(page.Widgets) == 0 {
			continue
		}
		fmt.Fprintf(b, "#   # %s showed these and nothing else\n#   -\n", page.Page)
		for _, step := range page.Widgets {
			value := "made up"
			if step.Widget == "button" {
				value = "true"
			}
			fmt.Fprintf(b, "#     - {widget: %s, label: %s, value: %s}\n", step.Widget, scalar(step.Label), value)
		}
		return
	}
	b.WriteString("#   - [{widget: text_input, label: Name, value: made up}, {widget: button, label: Log in, value: true}]\n")
}

// scalar is a text as YAML writes it in one line.
func scalar(text string) string {
	out, err := yaml.Marshal(strings.Join(strings.Fields(text), " "))
	if err != nil {
		return "''"
	}
	return strings.TrimSpace(string(out))
}
