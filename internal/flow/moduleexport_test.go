package flow

import (
	"testing"
	"testing/fstest"

	"github.com/streamlift/streamlift/internal/source"
)

func TestStarred(t *testing.T) {
	for code, want := range map[string]string{
		"x = 1":                                  "x y", // whatever it has
		"__all__ = ['x']":                        "x",
		"__all__ = ('x',) + ('_z',)":             "x _z",
		"__all__ = ['x']\n__all__ += ['y']":      "x y",
		"__all__ = []\n__all__.append('y')":      "y",
		"__all__ = ['x']\n__all__.extend(['y'])": "x y",
		"__all__ = ['x'] + other.__all__":        "x y", // not known: as without it
		"__all__: list[str] = ['x']":             "x",
	} {
		tree, err := source.NewTree(fstest.MapFS{"m.py": {Data: []byte(code)}}, source.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		m, got := Reach(tree, "m.py").Module("m.py"), ""
		for _, name := range []string{"x", "y", "_z"} {
			if m.Starred(name) {
				got += " " + name
			}
		}
		if got != " "+want {
			t.Errorf("%q brings%s, want %s", code, got, want)
		}
	}
}
