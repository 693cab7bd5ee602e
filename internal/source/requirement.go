package source

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
)

// Requirement is one distribution that an app asks for, or that is locked or installed for it.
type Requirement struct {
	Name   string // normalised: lower case with hyphens
	Extras string // as "[standard]", or ""
	Spec   string // as "==3.1.1", ">=2,<3", " @ https://…"; empty when any version will do
	Marker string // as "sys_platform == 'win32'"; empty: everywhere
	Place  string // where it says so, as requirements.txt:3
}

// String is the requirement as pip reads it.
func (r Requirement) String() string { return r.Name + r.Extras + r.Spec }

// separators are what is one hyphen in a normalised name.
const separators = "-_."

// Normalize gives the one spelling of a distribution's name (PEP 503).
func Normalize(name string) string {
	parts := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(separators, r) })
	return strings.Join(parts, "-")
}

// ParseRequirement reads one requirement of PEP 508. It reports false for what is none.
func ParseRequirement(text string) (Requirement, bool) {
	const form = `^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[A-Za-z0-9._, -]*\])?\s*(.*)$`
	match := regexp.MustCompile(form).FindStringSubmatch(strings.TrimSpace(text))
	if match == nil {
		return Requirement{}, false
	}
	r := Requirement{Name: Normalize(match[1]), Extras: strings.ReplaceAll(match[2], " ", "")}
	if address, isURL := strings.CutPrefix(match[3], "@"); isURL {
		address, marker, _ := strings.Cut(strings.TrimSpace(address), " ;")
		r.Marker = strings.TrimSpace(marker)
		r.Spec = " @ " + strings.TrimSpace(address)
		return r, true
	}
	spec, marker, _ := strings.Cut(match[3], ";")
	r.Marker = strings.TrimSpace(marker)
	spec = strings.Trim(strings.ReplaceAll(spec, " ", ""), "()")
	if spec != "" && !strings.ContainsRune("<>=!~", rune(spec[0])) {
		return Requirement{}, false
	}
	r.Spec = spec
	return r, true
}

// requirementFiles are read in this order; what comes first wins.
func requirementFiles() []string {
	return []string{"requirements.txt", "pyproject.toml", "Pipfile", "environment.yml", "environment.yaml", "requirements.in",
		"requirements/base.txt", "requirements/prod.txt", "requirements/production.txt"}
}

// Requirements are what the files of an app ask for, in the order of the files.
func Requirements(app fs.FS) []Requirement {
	var found []Requirement
	for _, name := range requirementFiles() {
		content, err := fs.ReadFile(app, name)
		if err != nil {
			continue
		}
		switch path.Ext(name) {
		case ".toml", "":
			found = append(found, tomlRequirements(name, content)...)
		case ".yml", ".yaml":
			found = append(found, condaRequirements(name, content)...)
		default:
			found = append(found, textRequirements(app, name, map[string]bool{})...)
		}
	}
	return found
}

// textRequirements reads a requirements.txt and those it includes.
func textRequirements(app fs.FS, name string, seen map[string]bool) []Requirement {
	content, err := fs.ReadFile(app, name)
	if err != nil || seen[name] || len(seen) > 20 {
		return nil
	}
	seen[name] = true
	var found []Requirement
	lines := strings.Split(strings.TrimPrefix(strings.ReplaceAll(string(content), "\r\n", "\n"), "\ufeff"), "\n")
	for i := 0; i < len(lines); i++ {
		line, number := lines[i], i+1
		for strings.HasSuffix(line, "\\") && i+1 < len(lines) {
			i++
			line = strings.TrimSuffix(line, "\\") + lines[i]
		}
		line, _, _ = strings.Cut(line, " #")
		line = strings.TrimSpace(line)
		if other, ok := included(line); ok {
			found = append(found, textRequirements(app, path.Join(path.Dir(name), other), seen)...)
			continue
		}
		line, _, _ = strings.Cut(line, " --") // hashes and options of one requirement
		if r, ok := ParseRequirement(line); ok {
			r.Place = diag.Place(name, diag.Position{Line: number})
			found = append(found, r)
		}
	}
	return found
}

// included gives the file of a `-r` line.
func included(line string) (string, bool) {
	for _, option := range []string{"-r", "--requirement"} {
		if rest, ok := strings.CutPrefix(line, option); ok {
			rest = strings.TrimSpace(strings.TrimPrefix(rest, "="))
			return rest, fs.ValidPath(path.Clean(rest))
		}
	}
	return "", false
}

// tomlRequirements reads pyproject.toml (PEP 621 and Poetry) and Pipfile.
func tomlRequirements(name string, content []byte) []Requirement {
	var file struct {
		Project struct{ Dependencies []string }
		Tool    struct {
			Poetry struct{ Dependencies map[string]any }
		}
		Packages map[string]any
	}
	if toml.Unmarshal(content, &file) != nil {
		return nil
	}
	var found []Requirement
	for _, text := range file.Project.Dependencies {
		if r, ok := ParseRequirement(text); ok {
			r.Place = name
			found = append(found, r)
		}
	}
	for _, table := range []map[string]any{file.Tool.Poetry.Dependencies, file.Packages} {
		for _, key := range sorted(table) {
			if r, ok := poetryRequirement(key, table[key]); ok {
				r.Place = name
				found = append(found, r)
			}
		}
	}
	return found
}

// poetryRequirement reads an entry of a table of versions: "^2.1", "*", {version = ">=1"}.
func poetryRequirement(name string, value any) (Requirement, bool) {
	var more Requirement
	if table, ok := value.(map[string]any); ok {
		value = table["version"]
		more.Marker, _ = table["markers"].(string)
		if extras, ok := table["extras"].([]any); ok && len(extras) > 0 {
			more.Extras = strings.ReplaceAll(fmt.Sprint(extras), " ", ",")
		}
	}
	spec, ok := value.(string)
	if name == "python" || !ok {
		return Requirement{Name: Normalize(name)}, ok && name != "python"
	}
	spec = strings.ReplaceAll(spec, " ", "")
	switch {
	case spec == "*":
		spec = ""
	case strings.HasPrefix(spec, "^"):
		spec = caret(spec[1:])
	case strings.HasPrefix(spec, "~") && !strings.HasPrefix(spec, "~="):
		spec = "~=" + strings.Join(cut(spec[1:], max(2, len(release(spec[1:])))), ".")
	case spec != "" && spec[0] >= '0' && spec[0] <= '9':
		spec = "==" + spec
	}
	return Requirement{Name: Normalize(name), Extras: more.Extras, Marker: more.Marker, Spec: spec}, true
}

// caret spells Poetry's ^ as pip reads it: up to the next change of the first number that is not 0.
func caret(version string) string {
	numbers := release(version)
	for i, n := range numbers {
		if n != 0 || i == len(numbers)-1 {
			next := cut(version, i+1)
			next[i] = itoa(n + 1)
			return ">=" + version + ",<" + strings.Join(next, ".")
		}
	}
	return ""
}

// condaRequirements reads the dependencies of an environment.yml: conda's own, where the names are
// those of PyPI as a rule, and the list for pip.
func condaRequirements(name string, content []byte) []Requirement {
	var file struct{ Dependencies []any }
	if yaml.Unmarshal(content, &file) != nil {
		return nil
	}
	var found []Requirement
	add := func(text string, fromConda bool) {
		if _, behind, channel := strings.Cut(text, "::"); channel {
			text = behind
		}
		if fromConda && regexp.MustCompile(`^[\w.-]+=[^=]`).MatchString(text) { // name=version=build
			parts := strings.SplitN(text, "=", 3)
			text = parts[0] + "==" + parts[1]
		}
		if r, ok := ParseRequirement(text); ok && r.Name != "python" && r.Name != "pip" {
			r.Place = name
			found = append(found, r)
		}
	}
	for _, entry := range file.Dependencies {
		switch v := entry.(type) {
		case string:
			add(v, true)
		case map[string]any:
			list, _ := v["pip"].([]any)
			for _, item := range list {
				if text, ok := item.(string); ok {
					add(text, false)
				}
			}
		}
	}
	return found
}
