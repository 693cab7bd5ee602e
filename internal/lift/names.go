package lift

import (
	"fmt"
	"path"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

// moduleNames says where each module of the app lies on the service: the same folders below legacy, with names that
// can be imported.
type moduleNames struct {
	paths map[*flow.Module]string // without suffix, as "legacy/core/sales"
}

// legacyFolder holds what moved, below the service's package.
const legacyFolder = "legacy"

func newModuleNames(modules []*flow.Module) *moduleNames {
	n := &moduleNames{paths: map[*flow.Module]string{}}
	taken := map[string]bool{shimFile: true, filesModule: true, objectsModule: true}
	for _, m := range modules {
		name := importable(strings.TrimSuffix(m.Path, ".py"))
		for i := 2; taken[strings.ToLower(name)]; i++ {
			name = fmt.Sprintf("%s_%d", importable(strings.TrimSuffix(m.Path, ".py")), i)
		}
		taken[strings.ToLower(name)] = true
		n.paths[m] = path.Join(legacyFolder, name)
	}
	return n
}

// file is the module's path below the service's package.
func (n *moduleNames) file(m *flow.Module) string { return n.paths[m] + ".py" }

// dotted is the module's name below the service's package; a package's is its folder.
func (n *moduleNames) dotted(m *flow.Module) string {
	name := strings.TrimSuffix(n.paths[m], "/__init__")
	return strings.ReplaceAll(name, "/", ".")
}

// importable turns every part of a path into a Python name: pages begin with digits and hold any letter.
func importable(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = identifier(part)
	}
	return strings.Join(parts, "/")
}

// identifier keeps ASCII letters, digits and underscores and makes underscores of the rest.
func identifier(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	name := b.String()
	if strings.Trim(name, "_") == "" {
		return "module"
	}
	if name[0] >= '0' && name[0] <= '9' {
		return "page_" + name
	}
	return name
}
