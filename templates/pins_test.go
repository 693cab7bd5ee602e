package templates

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// naming matches a line that names an action, an image or their place, with what it names.
var naming = regexp.MustCompile(`(?m)^\s*(?:- )?(?:uses: |image: |FROM |COPY --from=|ARG \w+_IMAGE=)(\S.*)$`)

// pinned matches what such a line may name: a pin; in a Dockerfile a stage or an argument whose default is a pin.
var pinned = regexp.MustCompile(`^(<% pin "(actions|images)\.[\w-]+" %>|\$\{\w+_IMAGE\}( AS \w+)?|(builder|uv) .*)$`)

func TestTemplatesNameOnlyPins(t *testing.T) {
	seen := 0
	eachTemplate(t, func(name, text string) {
		if strings.HasSuffix(name, ".md.tmpl") {
			return // its `uses:` is the manifest's
		}
		for _, line := range naming.FindAllStringSubmatch(text, -1) {
			seen++
			if !pinned.MatchString(line[1]) {
				t.Errorf("%s names %q. take it from pins.yaml", name, line[1])
			}
		}
	})
	if seen == 0 {
		t.Error("no template names an action or an image")
	}
}

// TestPinsAreExact holds that no tag stands alone, and that no pin is left over.
func TestPinsAreExact(t *testing.T) {
	pins := readPins(t)
	forms := map[string]*regexp.Regexp{
		"pins":    regexp.MustCompile(`^20\d\d-\d\d-\d\d$`),
		"actions": regexp.MustCompile(`^[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`),
		"images":  regexp.MustCompile(`^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$`),
		"go":      regexp.MustCompile(`^[\w./-]+@v\d+\.\d+\.\d+$`),
		"python":  regexp.MustCompile(`^\d+(\.\d+)+$`),
	}
	var all strings.Builder
	eachTemplate(t, func(_, text string) { all.WriteString(text) })
	for section, entries := range pins {
		form, known := forms[section]
		if !known {
			t.Errorf("section %q has no form. add it here", section)
			continue
		}
		for name, pin := range entries {
			if !form.MatchString(pin) {
				t.Errorf("%s.%s: %q is not exact", section, name, pin)
			}
			if section != "pins" && !strings.Contains(all.String(), `pin "`+section+"."+name+`"`) {
				t.Errorf("%s.%s: no template uses this pin", section, name)
			}
		}
	}
}

// TestUVIsOneVersion holds that images are built by the uv whose lock CI checks.
func TestUVIsOneVersion(t *testing.T) {
	pins := readPins(t)
	if image, version := pins["images"]["uv"], pins["python"]["uv"]; !strings.Contains(image, ":"+version+"@") {
		t.Errorf("images are built by %s, CI runs %s", image, version)
	}
}

// TestPinsSeeMistakes keeps the checks above honest.
func TestPinsSeeMistakes(t *testing.T) {
	for _, line := range []string{
		"      - uses: actions/checkout@v7", "FROM python:3.13", "FROM python:latest AS builder", "COPY --from=ghcr.io/astral-sh/uv /uv /bin/",
		"    image: redis:8", "ARG PYTHON_IMAGE=python:3.13-slim", "uses: ./local",
	} {
		found := naming.FindStringSubmatch(line)
		if found == nil || pinned.MatchString(found[1]) {
			t.Errorf("%q passes", line)
		}
	}
}

func eachTemplate(t *testing.T, visit func(name, text string)) {
	t.Helper()
	err := fs.WalkDir(FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".tmpl") {
			return err
		}
		text, err := fs.ReadFile(FS, name)
		visit(name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func readPins(t *testing.T) map[string]map[string]string {
	t.Helper()
	content, err := FS.ReadFile("pins.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var pins map[string]map[string]string
	if err := yaml.Unmarshal(content, &pins); err != nil {
		t.Fatal(err)
	}
	return pins
}
