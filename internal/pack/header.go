package pack

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
)

// header is pack.yaml.
type header struct {
	Name        string               `yaml:"name"`
	Version     string               `yaml:"version"`
	Description string               `yaml:"description"`
	API         api                  `yaml:"api"`
	Target      string               `yaml:"target"`
	Extends     *Extends             `yaml:"extends"`
	Delimiters  []string             `yaml:"delimiters"`
	Logic       *Logic               `yaml:"logic"`
	Lifted      *Lifted              `yaml:"lifted"`
	Parameters  map[string]Parameter `yaml:"parameters"`
	Set         map[string]any       `yaml:"set"`
	Hide        []string             `yaml:"hide"`
	Replaces    []Replacement        `yaml:"replaces"`
	Merges      []Replacement        `yaml:"merges"`
	Drops       []string             `yaml:"drops"`
	Files       []File               `yaml:"files"`
}

// Extends names the pack below a layer. A built-in pack needs no source: the program carries it. Any other is pinned by
// its hash, so that the hash of a layer covers all below it.
type Extends struct {
	Name    string `yaml:"name"`
	Version string `yaml:"version"`
	Source  string `yaml:"source"`
	Folder  string `yaml:"folder"`
	Hash    string `yaml:"hash"`
}

// Replacement says what of the pack below a layer another template makes: the file of a path, or a partial.
type Replacement struct {
	Path     string `yaml:"path"`    // as the file table below spells it, placeholders and all
	Partial  string `yaml:"partial"` // its name
	Template string `yaml:"template"`
}

// api is the range of pack APIs that a pack is written for: `1`, or `[1, 2]`.
type api struct{ min, max int }

// UnmarshalYAML reads a number or a pair.
func (a *api) UnmarshalYAML(n *yaml.Node) error {
	var pair []int
	if n.Kind == yaml.ScalarNode {
		one := 0
		err := n.Decode(&one)
		a.min, a.max = one, one
		return err
	}
	if err := n.Decode(&pair); err != nil || len(pair) != 2 || pair[0] > pair[1] {
		return fmt.Errorf("line %d: api is no version and no range. write 1 or [1, 2]", n.Line)
	}
	a.min, a.max = pair[0], pair[1]
	return nil
}

// packName is what packs may be called: names of layers stand before a colon.
var packName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,62}$`)

// hashForm is a tree hash.
var hashForm = regexp.MustCompile(`^h1:[A-Za-z0-9+/]{43}=$`)

// readHeader reads pack.yaml and checks what needs no other file.
func readHeader(content []byte) (header, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	var h header
	if err := decoder.Decode(&h); err != nil && !errors.Is(err, io.EOF) {
		return h, headerError(err)
	}
	switch {
	case h.Name == "" || h.Version == "":
		return h, errors.New("pack.yaml: name or version is missing. add both")
	case !packName.MatchString(h.Name):
		return h, fmt.Errorf("pack.yaml: name %q is not lower case letters, digits and hyphens, a letter first", h.Name)
	case h.API.min > API || h.API.max < API:
		wanted := strconv.Itoa(h.API.min)
		if h.API.max > h.API.min {
			wanted += " to " + strconv.Itoa(h.API.max)
		}
		return h, fmt.Errorf("pack.yaml: the pack wants api %s. this program offers api %d", wanted, API)
	case h.Extends != nil && (!packName.MatchString(h.Extends.Name) || h.Extends.Hash != "" && !hashForm.MatchString(h.Extends.Hash)):
		return h, errors.New("pack.yaml: extends has no name of a pack, or a hash that is not h1: and 44 letters. write {name: base, source: …, hash: …}")
	case h.Extends == nil && h.changesBase():
		return h, errors.New("pack.yaml: set, hide, replaces, merges and drops change a pack below. name it by extends")
	case h.Target != "" && !slices.Contains([]string{"keep", "wrap", "split", "rewrite"}, h.Target):
		return h, fmt.Errorf("pack.yaml: target %q is unknown. targets: keep, wrap, split, rewrite", h.Target)
	}
	if _, err := parseVersion(h.Version); err != nil {
		return h, fmt.Errorf("pack.yaml: %w", err)
	}
	for name, p := range h.Parameters {
		p.Name, p.Layer = name, h.Name
		h.Parameters[name] = p
	}
	for _, name := range slices.Sorted(maps.Keys(h.Parameters)) {
		if err := h.Parameters[name].check(); err != nil {
			return h, err
		}
	}
	return h, h.checkDelimiters()
}

func (h header) changesBase() bool {
	return len(h.Set)+len(h.Hide)+len(h.Replaces)+len(h.Merges)+len(h.Drops) > 0
}

func (h header) checkDelimiters() error {
	if h.Extends != nil && len(h.Delimiters) == 0 {
		return nil // those of the pack below
	}
	if len(h.Delimiters) != 2 || h.Delimiters[0] == "" || h.Delimiters[1] == "" {
		return errors.New(`pack.yaml: delimiters are no pair. write them as ["<%", "%>"]`)
	}
	return nil
}

// unknownKey is what the YAML reader says of a key that it does not know.
var unknownKey = regexp.MustCompile(`line (\d+): field (\S+) not found in type \S+`)

// headerError words an error of the YAML reader for people.
func headerError(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if found := unknownKey.FindStringSubmatch(text); found != nil {
		advice := ""
		if near := diag.Nearest(found[2], headerKeys()); near != "" {
			advice = fmt.Sprintf(". did you mean %q?", near)
		}
		return fmt.Errorf("pack.yaml:%s: unknown key %q%s", found[1], found[2], advice)
	}
	text = strings.TrimSpace(strings.TrimPrefix(text, "unmarshal errors:"))
	if line, rest, ok := strings.Cut(strings.TrimPrefix(text, "line "), ": "); ok {
		if _, err := strconv.Atoi(line); err == nil {
			return fmt.Errorf("pack.yaml:%s: %s", line, rest)
		}
	}
	return fmt.Errorf("pack.yaml: %s", text)
}

// headerKeys are all keys of pack.yaml at any depth, as its schema has them.
func headerKeys() []string {
	var names []string
	var visit func(any)
	visit = func(node any) {
		object, _ := node.(map[string]any)
		if properties, ok := object["properties"].(map[string]any); ok {
			names = slices.AppendSeq(names, maps.Keys(properties))
		}
		for _, child := range object {
			visit(child)
		}
	}
	visit(schema())
	slices.Sort(names)
	return slices.Compact(names)
}

// version is major, minor, patch, and a mark of what is not released yet.
type version struct {
	numbers [3]int
	pre     string
}

var versionForm = regexp.MustCompile(`^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(-[0-9A-Za-z.-]+)?$`)

func parseVersion(text string) (version, error) {
	found := versionForm.FindStringSubmatch(text)
	if found == nil {
		return version{}, fmt.Errorf("version %q is none. write it as 1.0.0", text)
	}
	v := version{pre: strings.TrimPrefix(found[4], "-")}
	for i := range v.numbers {
		v.numbers[i], _ = strconv.Atoi(found[i+1]) // digits only
	}
	return v, nil
}

// compare orders versions; one that is not released comes before the release.
func (v version) compare(w version) int {
	if c := slices.Compare(v.numbers[:], w.numbers[:]); c != 0 || v.pre == w.pre {
		return c
	}
	switch {
	case v.pre == "":
		return 1
	case w.pre == "":
		return -1
	}
	return cmp.Compare(v.pre, w.pre)
}
