package cmd

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestAcmePackIsInOrder lints and tests the example pack, as its own CI would.
func TestAcmePackIsInOrder(t *testing.T) {
	pack := filepath.Join("..", "examples", "packs", "acme")
	if said := run(t, "pack", "lint", pack); said != "" {
		t.Error(said)
	}
	said := run(t, "pack", "test", pack) // after a change of the split pack: `streamlift pack test --update examples/packs/acme`
	if strings.Contains(said, "never") {
		t.Error(said)
	}
}

// TestStarterPasses holds that what `pack init` writes passes lint and its own tests at once.
func TestStarterPasses(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, base := range []string{"keep", "split"} {
		run(t, "pack", "init", "team-"+base, "--extends", base)
		if said := run(t, "pack", "lint", "team-"+base); said != "" {
			t.Error(said)
		}
		if said := run(t, "pack", "test", "team-"+base); !strings.HasPrefix(said, "ok ") {
			t.Error(said)
		}
	}
	put(t, "team-split/tests/basic/golden/service/Dockerfile", "FROM scratch\n")
	if code := Execute(t.Context(), []string{"pack", "test", "team-split"}, Streams{Out: &strings.Builder{}, Err: &strings.Builder{}}); code != int(exitFindings) {
		t.Errorf("another golden: exit %d", code)
	}
}

// TestAcmeEndToEnd adds the example pack to the sales app by tag and hash, edits what came of it, and takes version 2 over
// the edits: none is lost.
func TestAcmeEndToEnd(t *testing.T) {
	from, err := filepath.Abs("../examples")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	emptyCache(t)
	for _, name := range []string{"sales", "packs/acme"} {
		if err := os.CopyFS(filepath.Base(name), os.DirFS(filepath.Join(from, filepath.FromSlash(name)))); err != nil {
			t.Fatal(err)
		}
	}
	gitIn(t, "acme", "init", "-q", ".")
	release(t, "v1.0.0")
	hash := hashOf(t, run(t, "pack", "add", "acme@v1.0.0", "sales", "--set", "team=checkout"))
	run(t, "pack", "add", "acme@v1.0.0", "sales", "--hash", hash)
	refused(t, []string{"pack", "add", "acme@v1.0.0", "sales", "--hash", "h1:" + strings.Repeat("A", 43) + "="}, "its bytes are not those that are pinned")
	run(t, "generate", "sales")
	mustHold(t, "sales-lifted/service/Dockerfile", `ARG PYTHON_IMAGE="registry.acme.example/python:3.13-slim"`)
	mustHold(t, "sales-lifted/service/src/sales/logs.py", `event["team"] = "checkout"`)
	mustHold(t, "sales-lifted/service/src/sales/api/deps.py", "x_acme_user")
	mustHold(t, "sales-lifted/service/pyproject.toml", "[[tool.uv.index]]\nname = \"acme\"")
	mustHold(t, "sales-lifted/compose.yaml", "example.acme.team: checkout")
	mustHold(t, "sales-lifted/.gitlab-ci.yml", "registry.acme.example")
	mustHold(t, "sales-lifted/docs/operations/headline.md", "team checkout")
	if _, err := os.Stat("sales-lifted/.github/workflows/service.yml"); err == nil {
		t.Error("a dropped file was made")
	}
	if said := run(t, "explain", "-C", "sales-lifted", "service/Dockerfile:2"); !strings.Contains(said, "template  acme:service/Dockerfile.tmpl:2") || !strings.Contains(said, "layer     acme 1.0.0") {
		t.Error(said)
	}
	if said := run(t, "explain", "-C", "sales-lifted", "compose.yaml"); !strings.Contains(said, "template  compose.yaml.tmpl") || !strings.Contains(said, "adds      acme:compose.yaml.tmpl") {
		t.Error(said)
	}

	edit(t, "sales-lifted/service/Dockerfile", "WORKDIR /build", "WORKDIR /build\nLABEL team.note=\"ours\"")
	edit(t, "sales-lifted/service/src/sales/logs.py", "    return event\n", "    event[\"region\"] = \"eu\"\n    return event\n")
	edit(t, "sales-lifted/compose.yaml", "LOG_LEVEL:", "LOG_LEVEL: debug")

	edit(t, "acme/pack.yaml", "version: 1.0.0", "version: 2.0.0")
	edit(t, "acme/service/Dockerfile.tmpl", "STOPSIGNAL SIGTERM", "STOPSIGNAL SIGINT")
	edit(t, "acme/service/src/app/logs.py.tmpl", "    event[\"service\"]", "    event[\"company\"] = \"acme\"\n    event[\"service\"]")
	edit(t, "acme/compose.yaml.tmpl", "      example.acme.team:", "      example.acme.tier: gold\n      example.acme.team:")
	release(t, "v2.0.0")

	plan := run(t, "pack", "update", "sales")
	for _, line := range []string{"merged    service/Dockerfile", "merged    service/src/sales/logs.py", "merged    compose.yaml"} {
		if !strings.Contains(plan, line) {
			t.Errorf("the plan has no %q:\n%s", line, plan)
		}
	}
	mustHold(t, "sales/streamlift.yaml", "version: v1.0.0")
	run(t, "pack", "update", "sales", "--yes")
	for name, texts := range map[string][]string{
		"sales/streamlift.yaml":                  {"version: v2.0.0"},
		"sales-lifted/streamlift.yaml":           {"version: v2.0.0"},
		"sales-lifted/.streamlift/lock":          {`input pack.acme "2.0.0 h1:`},
		"sales-lifted/service/Dockerfile":        {"LABEL team.note", "STOPSIGNAL SIGINT"},
		"sales-lifted/service/src/sales/logs.py": {`event["region"] = "eu"`, `event["company"] = "acme"`},
		"sales-lifted/compose.yaml":              {"LOG_LEVEL: debug", "example.acme.tier: gold"},
	} {
		for _, text := range texts {
			mustHold(t, name, text)
		}
	}
	run(t, "check", "sales-lifted")
	run(t, "pack", "vendor", "sales-lifted")
	remove(t, "acme")
	emptyCache(t)
	run(t, "pack", "verify", "sales-lifted")
	run(t, "generate", "sales-lifted")
	refused(t, []string{"pack", "update", "sales", "--to", "v1.0.0"}, "there is no ")
}

// release commits what the folder acme holds and tags it.
func release(t *testing.T, tag string) {
	t.Helper()
	gitIn(t, "acme", "add", ".")
	gitIn(t, "acme", "commit", "-q", "-m", tag)
	gitIn(t, "acme", "tag", tag)
}

// hashOf finds the hash in what `pack add` says of the uppermost layer.
func hashOf(t *testing.T, said string) string {
	t.Helper()
	at := strings.Index(said, "h1:")
	if at < 0 {
		t.Fatalf("no hash in %q", said)
	}
	hash, _, _ := strings.Cut(said[at:], "\n")
	return hash
}

func mustHold(t *testing.T, name, text string) {
	t.Helper()
	content, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil || !strings.Contains(string(content), text) {
		t.Errorf("%s: %v: there is no %q", name, err, text)
	}
}

func edit(t *testing.T, name, old, new string) {
	t.Helper()
	content, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil || !strings.Contains(string(content), old) {
		t.Fatalf("%s: %v: there is no %q", name, err, old)
	}
	put(t, name, strings.Replace(string(content), old, new, 1))
}

// TestUpgradeOfAPack holds that `pack test --from` plays the recorded edits over the version before.
func TestUpgradeOfAPack(t *testing.T) {
	from, err := filepath.Abs("../examples/packs/acme")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.CopyFS("acme", os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	gitIn(t, "acme", "init", "-q", ".")
	release(t, "v1.0.0")
	golden, err := os.ReadFile("acme/tests/orders/golden/service/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	put(t, "acme/tests/orders/edits/service/Dockerfile", strings.Replace(string(golden), "WORKDIR /build", "WORKDIR /src", 1))
	edit(t, "acme/service/Dockerfile.tmpl", "STOPSIGNAL SIGTERM", "STOPSIGNAL SIGINT")
	run(t, "pack", "test", "acme", "--update")
	if said := run(t, "pack", "test", "acme", "--from", "v1.0.0"); !strings.Contains(said, "ok        orders: from v1.0.0") {
		t.Error(said)
	}
	edit(t, "acme/service/Dockerfile.tmpl", "WORKDIR /build", "WORKDIR /make")
	run(t, "pack", "test", "acme", "--update")
	var out strings.Builder
	code := Execute(t.Context(), []string{"pack", "test", "acme", "--from", "v1.0.0"}, Streams{Out: &out, Err: &out})
	if code != int(exitFindings) || !strings.Contains(out.String(), "FAILED    orders: from v1.0.0\n  service/Dockerfile: you and the new version changed the same lines") {
		t.Errorf("exit %d: %s", code, out.String())
	}
}

// TestFormatChecks holds that `pack test --tools` has a tool judge the whole project, and says which are not there.
func TestFormatChecks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the tool of the test is a shell script")
	}
	from, err := filepath.Abs("../examples/packs/acme")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	script := "#!/bin/sh\n[ -f pyproject.toml ] && [ \"$1\" = check ] && { echo \"F401 unused\"; exit 1; }\nexit 0\n"
	if err := os.WriteFile(filepath.Join(bin, "ruff"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	var out strings.Builder
	code := Execute(t.Context(), []string{"pack", "test", from, "--tools"}, Streams{Out: &out, Err: &out})
	for _, want := range []string{"FAILED    orders", "  service/pyproject.toml: ruff check --no-cache --quiet .: exit status 1: F401 unused", "not installed: hadolint, actionlint"} {
		if code != int(exitFindings) || !strings.Contains(out.String(), want) {
			t.Errorf("exit %d, no %q in\n%s", code, want, out.String())
		}
	}
}

// TestPackOfKeptApps holds that a layer on the keep pack makes a project that stays what it is.
func TestPackOfKeptApps(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "k/app.py", "import streamlit as st\n\nst.title(\"hi\")\n")
	put(t, "k/streamlift.yaml", "streamlift: 1\napp: {name: k, source: ., entry: app.py}\n")
	run(t, "pack", "init", "team", "--extends", "keep")
	run(t, "pack", "add", "team", "k", "--set", "base_image=registry.example.com/python:3.13")
	run(t, "generate", "k")
	mustHold(t, "k-lifted/Dockerfile", `ARG PYTHON_IMAGE="registry.example.com/python:3.13"`)
	run(t, "check", "k-lifted")
	run(t, "generate", "k-lifted")
	content, err := os.ReadFile("k/streamlift.yaml")
	if err != nil {
		t.Fatal(err)
	}
	put(t, "k/streamlift.yaml", string(content)+"target: split\n")
	var out strings.Builder
	if code := Execute(t.Context(), []string{"generate", "k"}, Streams{Out: &out, Err: &out}); code != int(exitUsage) || !strings.Contains(out.String(), "pack team makes projects of target keep, and `target` says split") {
		t.Errorf("exit %d: %s", code, out.String())
	}
}

// TestUpdateRenamesParameters holds that an update carries a project's choice to the name that a parameter has now.
func TestUpdateRenamesParameters(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "team/pack.yaml", plainPack+"parameters:\n  size: {type: integer, default: 1, description: x}\n")
	put(t, "team/a.tmpl", "<% param \"size\" %>\n")
	put(t, "shop/streamlift.yaml", plainManifest)
	run(t, "pack", "add", "team", "shop", "--set", "size=5")
	run(t, "generate", "shop")
	mustHold(t, "shop-lifted/a.txt", "5\n")
	put(t, "team/pack.yaml", strings.Replace(plainPack, "1.0.0", "2.0.0", 1)+"parameters:\n  amount: {type: integer, default: 1, replaces: size, description: x}\n")
	put(t, "team/a.tmpl", "<% param \"amount\" %> now\n")
	run(t, "pack", "update", "shop", "--yes")
	mustHold(t, "shop-lifted/a.txt", "5 now\n")
	for _, name := range []string{"shop/streamlift.yaml", "shop-lifted/streamlift.yaml"} {
		mustHold(t, name, "amount: 5")
		if content, _ := os.ReadFile(name); strings.Contains(string(content), "size") {
			t.Errorf("%s: the old name stays:\n%s", name, content)
		}
	}
	run(t, "check", "shop-lifted")
}

// TestPinWithoutSource holds that a hash which nothing would be held against is no pin.
func TestPinWithoutSource(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "shop/streamlift.yaml", plainManifest+"pack: {name: split, hash: \"h1:"+strings.Repeat("A", 43)+"=\"}\n")
	var out strings.Builder
	if code := Execute(t.Context(), []string{"generate", "shop"}, Streams{Out: &out, Err: &out}); code != int(exitUsage) || !strings.Contains(out.String(), "pack has a hash, version or folder, and no source") {
		t.Errorf("exit %d: %s", code, out.String())
	}
}
