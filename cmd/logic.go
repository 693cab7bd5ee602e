package cmd

import (
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/streamlift/streamlift/internal/logic"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/source"
)

// readLogic takes the files that `logic` lists and checks them against the manifest.
func readLogic(m *manifest.Manifest, app string) ([]logic.File, *logic.Modules, error) {
	if len(m.Logic) == 0 {
		return nil, nil, nil
	}
	if isProject(app) {
		return nil, nil, usage("%s is a generated project, which is never read as an app. point `app.source` at the app itself", m.App.Source)
	}
	root, err := os.OpenRoot(app)
	if err != nil {
		return nil, nil, usage("the app cannot be read: %w. mend `app.source` in %s; `streamlift generate --detach` ends the need for it while it is there", err, manifest.FileName)
	}
	defer root.Close()
	files, err := logic.Read(root, m)
	if err != nil {
		return nil, nil, err
	}
	modules := logic.Parse(m, root.FS(), files)
	if diags := modules.Check(); diags.Failed() {
		return nil, nil, diags
	}
	return files, modules, nil
}

// withDependencies records in a manifest what its logic needs installed, where it does not say so
// itself: from then on every machine builds the same. The notes tell what was found where.
func withDependencies(content []byte, m *manifest.Manifest, app string) (changed []byte, notes []string, err error) {
	if len(m.App.Dependencies) > 0 {
		return content, nil, nil
	}
	_, modules, err := readLogic(m, app)
	if err != nil || modules == nil {
		return content, nil, err
	}
	var sites []fs.FS
	for _, folder := range source.Environments(app, os.Getenv("VIRTUAL_ENV")) {
		sites = append(sites, os.DirFS(folder))
	}
	var list, guesses []string
	for _, d := range source.Dependencies(os.DirFS(app), sites, modules.ThirdParty()) {
		list = append(list, d.String())
		switch {
		case d.Guess:
			guesses = append(guesses, fmt.Sprintf("%s (for `import %s`)", d.Name, d.Module))
		default:
			notes = append(notes, fmt.Sprintf("note: app.dependencies: %s, as in %s", d, d.Place))
		}
	}
	if len(list) == 0 {
		return content, nil, nil
	}
	if len(guesses) > 0 {
		notes = append(notes, "note: app.dependencies: no file of the app and no environment names "+strings.Join(guesses, ", ")+": guessed, without a version")
	}
	changed, err = manifest.Set(content, []string{"app", "dependencies"}, list)
	return changed, notes, err
}
