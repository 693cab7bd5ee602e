package merge

import "testing"

func TestOverlay(t *testing.T) {
	cases := []struct{ name, file, text, add, want string }{
		{"a new table", "a.toml", "[project]\nname = \"x\"\n", "\n[tool.uv]\nindex = \"i\"\n", "[project]\nname = \"x\"\n\n[tool.uv]\nindex = \"i\"\n"},
		{"a key of a table", "a.toml", "[project] # ours\nname = \"x\"\n", "[project]\nreadme = \"R\"\n", "[project] # ours\nname = \"x\"\nreadme = \"R\"\n"},
		{"an element of a list", "a.toml", "dependencies = [\n    \"a>=1\",\n    \"b>=1\",\n]\n", "dependencies = [\n    \"b>=2\",\n    \"c>=1\",\n]\n", "dependencies = [\n    \"a>=1\",\n    \"b>=2\",\n    \"c>=1\",\n]\n"},
		{"a value", "a.toml", "a = 1 # one\nb = 2\n", "b = 3\n", "a = 1 # one\nb = 3\n"},
		{"a key deep in YAML", "a.yaml", "services:\n  api:\n    image: x\n  # the pages\n  ui:\n    image: y\n", "services:\n  api:\n    labels:\n      team: acme\n", "services:\n  api:\n    image: x\n    labels:\n      team: acme\n  # the pages\n  ui:\n    image: y\n"},
		{"an item in YAML", "a.yml", "on:\n  - a\n", "on:\n  - b\n", "on:\n  - a\n  - b\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := Overlay(c.file, c.text, c.add)
			if err != nil || got != c.want {
				t.Errorf("got  %q, %v\nwant %q", got, err, c.want)
			}
			if again, err := Overlay(c.file, got, c.add); c.name != "an item in YAML" && (err != nil || again != got) {
				t.Errorf("adding twice gives %q, %v", again, err)
			}
		})
	}
}

func TestOverlayRefuses(t *testing.T) {
	cases := []struct{ name, file, text, add, want string }{
		{"another language", "a.md", "", "", "a.md: is no TOML or YAML file, which alone can be added to"},
		{"what is added is broken", "a.yaml", "a: 1\n", "a: [\n", "a.yaml: what is added: line 1: did not find expected node content"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Overlay(c.file, c.text, c.add); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}
