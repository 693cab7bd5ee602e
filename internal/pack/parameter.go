package pack

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
)

// Parameter is what a project may choose about a pack, in words of JSON Schema. Templates read it by `param "name"`.
type Parameter struct {
	Name        string   `yaml:"-"`
	Type        string   `yaml:"type"` // string, integer, number, boolean or array, which is one of strings
	Description string   `yaml:"description"`
	Default     any      `yaml:"default"` // without one, every project must give a value
	Enum        []string `yaml:"enum"`    // of a string: what the pack's author wrote, so it needs no quoting
	Pattern     string   `yaml:"pattern"`
	Minimum     *float64 `yaml:"minimum"`
	Maximum     *float64 `yaml:"maximum"`
	Secret      bool     `yaml:"secret"`     // the value is the name of the variable that holds it, never the secret itself
	Deprecated  string   `yaml:"deprecated"` // what to do instead
	Replaces    string   `yaml:"replaces"`   // the name it had before: a value under that name is taken for this one
	Layer       string   `yaml:"-"`          // the pack that declares it
	Hidden      bool     `yaml:"-"`          // a layer above settled it
	Value       any      `yaml:"-"`          // what the project chose, else the default
}

// types of parameters.
func parameterTypes() []string { return []string{"string", "integer", "number", "boolean", "array"} }

var (
	parameterName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)
	variableName  = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,62}$`)
)

// check says what is wrong with a declaration, or nil.
func (p Parameter) check() error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("%s: parameter %q: %s", Manifest, p.Name, fmt.Sprintf(format, args...))
	}
	switch {
	case !parameterName.MatchString(p.Name):
		return wrong("the name is not lower case letters, digits and underscores, a letter first")
	case !slices.Contains(parameterTypes(), p.Type):
		return wrong("type %q is unknown. types: %s", p.Type, strings.Join(parameterTypes(), ", "))
	case p.Secret && p.Type != "string":
		return wrong("a secret is a string: the name of the environment variable that holds it")
	case (len(p.Enum) > 0 || p.Pattern != "") && p.Type != "string":
		return wrong("enum and pattern are for strings")
	case (p.Minimum != nil || p.Maximum != nil) && p.Type != "integer" && p.Type != "number":
		return wrong("minimum and maximum are for numbers")
	}
	if _, err := regexp.Compile(p.Pattern); err != nil {
		return wrong("the pattern does not compile: %v", err)
	}
	if p.Default == nil {
		return nil
	}
	if why := p.reject(p.Default); why != "" {
		return wrong("the default %s", why)
	}
	return nil
}

// reject says why a value does not fit, or "".
func (p Parameter) reject(value any) string {
	switch p.Type {
	case "boolean":
		if _, ok := value.(bool); !ok {
			return fmt.Sprintf("%v is no boolean. write true or false", value)
		}
		return ""
	case "integer", "number":
		return p.rejectNumber(value)
	case "array":
		items, ok := value.([]any)
		for _, item := range items {
			_, isText := item.(string)
			ok = ok && isText
		}
		if !ok {
			return fmt.Sprintf("%v is no list of texts", value)
		}
		return ""
	}
	text, ok := value.(string)
	switch {
	case !ok:
		return fmt.Sprintf("%v is no text. put it in quotes", value)
	case strings.ContainsAny(text, "\x00\r\n"):
		return fmt.Sprintf("%q has more than one line", text)
	case p.Secret && !variableName.MatchString(text):
		return "is no name of an environment variable. a secret's value never stands in a manifest: name the variable that holds it, as ACME_TOKEN"
	case len(p.Enum) > 0 && !slices.Contains(p.Enum, text):
		return fmt.Sprintf("%q is none of %s", text, strings.Join(p.Enum, ", "))
	case p.Pattern != "" && !regexp.MustCompile("^(?:"+p.Pattern+")$").MatchString(text):
		return fmt.Sprintf("%q does not match %s", text, p.Pattern)
	}
	return ""
}

func (p Parameter) rejectNumber(value any) string {
	var number float64
	switch v := value.(type) {
	case int:
		number = float64(v)
	case int64:
		number = float64(v)
	case float64:
		number = v
	default:
		return fmt.Sprintf("%v is no %s", value, p.Type)
	}
	switch {
	case p.Type == "integer" && number != float64(int64(number)):
		return fmt.Sprintf("%v is no whole number", value)
	case p.Minimum != nil && number < *p.Minimum:
		return fmt.Sprintf("%v is below the minimum of %v", value, *p.Minimum)
	case p.Maximum != nil && number > *p.Maximum:
		return fmt.Sprintf("%v is over the maximum of %v", value, *p.Maximum)
	}
	return ""
}

// Choose sets the parameters of a pack to what a project asks for. Notes tell of values under an older name or of
// parameters that will go; an error names what the pack has.
func (p *Pack) Choose(values map[string]any) (notes []string, err error) {
	given := maps.Clone(values)
	for i := range p.Parameters {
		own := &p.Parameters[i]
		value, chosen := given[own.Name]
		if old, has := given[own.Replaces]; has && own.Replaces != "" {
			if chosen {
				return nil, fmt.Errorf("parameter %q of pack %s is %q now, and both are given. delete %q", own.Replaces, own.Layer, own.Name, own.Replaces)
			}
			notes = append(notes, fmt.Sprintf("note: parameter %q of pack %s is %q now; rename it in the manifest", own.Replaces, own.Layer, own.Name))
			value, chosen = old, true
			delete(given, own.Replaces)
		}
		delete(given, own.Name)
		switch {
		case chosen && own.Hidden:
			return nil, fmt.Errorf("parameter %q is not for projects to choose: pack %s settles it. delete it from the manifest", own.Name, p.Name)
		case chosen:
			if why := own.reject(value); why != "" {
				return nil, fmt.Errorf("parameter %q of pack %s: %s", own.Name, p.Name, why)
			}
			own.Value = value
			if own.Deprecated != "" {
				notes = append(notes, fmt.Sprintf("note: parameter %q of pack %s will go: %s", own.Name, own.Layer, own.Deprecated))
			}
		case own.Default == nil:
			return nil, fmt.Errorf("pack %s needs the parameter %q (%s). add it below `parameters:` of `pack:`", p.Name, own.Name, cmp.Or(own.Description, own.Type))
		default:
			own.Value = own.Default
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		advice := "it has none"
		if names := p.parameterNames(); len(names) > 0 {
			advice = "it has " + strings.Join(names, ", ")
			if near := diag.Nearest(name, names); near != "" {
				advice = fmt.Sprintf("did you mean %q?", near)
			}
		}
		return nil, fmt.Errorf("pack %s has no parameter %q. %s", p.Name, name, advice)
	}
	return notes, nil
}

// parameterNames are those that a project may choose.
func (p *Pack) parameterNames() []string {
	var names []string
	for _, one := range p.Parameters {
		if !one.Hidden {
			names = append(names, one.Name)
		}
	}
	return names
}

// Parameter finds a parameter by name.
func (p *Pack) Parameter(name string) (Parameter, bool) {
	at := slices.IndexFunc(p.Parameters, func(q Parameter) bool { return q.Name == name })
	if at < 0 {
		return Parameter{}, false
	}
	return p.Parameters[at], true
}
