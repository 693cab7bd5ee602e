package e2e

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/rhysd/actionlint"
)

// pinned matches `uses: owner/action@<sha> # v1.2.3`; actionlint knows the inputs of popular
// actions by tag only, so a second copy with the tag in the commit's place is linted too.
var pinned = regexp.MustCompile(`(uses: [\w./-]+)@[0-9a-f]{40} # (v\d+)[\d.]*`)

func TestWorkflowsPassActionlint(t *testing.T) {
	eachGolden(t, isWorkflow, func(t *testing.T, path string, content []byte) {
		tagged := pinned.ReplaceAll(content, []byte("$1@$2"))
		for _, text := range [][]byte{content, tagged} {
			lint, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
			if err != nil {
				t.Fatal(err)
			}
			problems, err := lint.Lint(filepath.Base(path), text, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range problems {
				t.Errorf("%s", problem)
			}
		}
	})
}

func TestDockerfilesPassBuildKitChecks(t *testing.T) {
	eachGolden(t, isDockerfile, func(t *testing.T, _ string, content []byte) {
		results := lintDockerfile(t, content)
		if results.Error != nil {
			t.Error(results.Error.Message)
		}
		for _, warning := range results.Warnings {
			t.Errorf("%s: %s", warning.RuleName, warning.Detail)
		}
	})
}

// TestBuildKitChecksSeeMistakes keeps the check above honest: a Dockerfile with a known mistake
// must be reported.
func TestBuildKitChecksSeeMistakes(t *testing.T) {
	content := []byte("FROM scratch\nENV API_KEY=secret\nCMD run me\n")
	results := lintDockerfile(t, content)
	seen := map[string]bool{}
	for _, warning := range results.Warnings {
		seen[warning.RuleName] = true
	}
	for _, rule := range []string{linter.RuleSecretsUsedInArgOrEnv.Name, linter.RuleJSONArgsRecommended.Name} {
		if !seen[rule] {
			t.Errorf("%s not reported", rule)
		}
	}
}

// lintDockerfile runs BuildKit's own checks without an engine and without fetching an image.
func lintDockerfile(t *testing.T, content []byte) *lint.LintResults {
	t.Helper()
	buildContext := llb.Scratch().File(llb.Mkfile("/Dockerfile", 0o644, content))
	definition, err := buildContext.Marshal(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sourceMap := llb.NewSourceMap(&buildContext, "Dockerfile", "Dockerfile", content)
	sourceMap.Definition = definition
	results, err := dockerfile2llb.DockerfileLint(t.Context(), content, dockerfile2llb.ConvertOpt{
		SourceMap:    sourceMap,
		MainContext:  &buildContext,
		MetaResolver: emptyImages{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func TestComposeFilesLoad(t *testing.T) {
	eachGolden(t, isCompose, func(t *testing.T, path string, content []byte) {
		root, err := filepath.Abs(filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		project, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
			WorkingDir:  root,
			ConfigFiles: []types.ConfigFile{{Filename: "compose.yaml", Content: content}},
			Environment: required(t, root),
		}, func(o *loader.Options) { o.SetProjectName("golden", true) })
		if err != nil {
			t.Fatal(err)
		}
		for _, service := range project.Services {
			if service.Name == "service" && len(service.Ports) > 0 {
				t.Error("the service's port is published; only the UI may be")
			}
			for _, port := range service.Ports {
				if port.HostIP != "127.0.0.1" {
					t.Errorf("%s is published on %q, want 127.0.0.1", service.Name, port.HostIP)
				}
			}
			for name := range documented(t, root, service.Name) {
				if _, passed := service.Environment[name]; !passed {
					t.Errorf("README.md says that %s reads %s, which compose.yaml does not pass", service.Name, name)
				}
			}
			if service.Build == nil {
				t.Errorf("%s is not built here", service.Name)
				continue
			}
			if _, err := os.Stat(filepath.Join(service.Build.Context, service.Build.Dockerfile)); err != nil {
				t.Errorf("%s: %v", service.Name, err)
			}
			if !service.ReadOnly || len(service.CapDrop) == 0 || service.Deploy.Resources.Limits == nil {
				t.Errorf("%s is not held back: read_only %v, cap_drop %v", service.Name, service.ReadOnly, service.CapDrop)
			}
		}
	})
}

// documented are the variables that README.md says a part reads, without the folder that its image sets.
func documented(t *testing.T, root, part string) map[string]bool {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for line := range strings.Lines(string(content)) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || !strings.HasPrefix(cells[1], " `") {
			continue
		}
		if reader := strings.ToLower(strings.TrimSpace(cells[2])); reader != part && reader != "both" {
			continue
		}
		for name := range strings.SplitSeq(strings.Trim(cells[1], " `"), "`, `") {
			names[name] = name != "DATA_ROOT"
		}
	}
	maps.DeleteFunc(names, func(_ string, passed bool) bool { return !passed })
	if part != "app" && !names["API_KEY"] { // the kept app's README has no such table
		t.Errorf("README.md tells of no variables of %s", part)
	}
	return names
}

// required gives a value to each variable that .env.example leaves to people.
func required(t *testing.T, root string) types.Mapping {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	values := types.Mapping{}
	for line := range strings.Lines(string(content)) {
		if name, blank := strings.CutSuffix(line, "=\n"); blank && !strings.HasPrefix(name, "#") {
			values[name] = strings.Repeat("k", 32)
		}
	}
	return values
}

// emptyImages answers for every image with an empty configuration, so that nothing is fetched.
type emptyImages struct{}

func (emptyImages) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config, err := json.Marshal(ocispecs.Image{Platform: ocispecs.Platform{OS: "linux", Architecture: "amd64"}})
	return ref, "", config, err
}

// TestVariablesAreListedAlone holds that every variable of .env.example has a line of its own, and a reason above it.
func TestVariablesAreListedAlone(t *testing.T) {
	line := regexp.MustCompile(`^(# )?[A-Z][A-Z0-9_]*=[\w.]*$|^# [^=]*$|^#  .*$`)
	eachGolden(t, func(path string) bool { return path == ".env.example" }, func(t *testing.T, _ string, content []byte) {
		before := ""
		for text := range strings.Lines(string(content)) {
			text = strings.TrimSuffix(text, "\n")
			if text != "" && !line.MatchString(text) || text == "" && before == "" {
				t.Errorf("after %q comes %q", before, text)
			}
			before = text
		}
	})
}
