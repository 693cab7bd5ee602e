package regen

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the outcomes in testdata")

// TestScenarios plays every testdata/scenarios/*.txtar: a description, then steps with what they say.
//
//	$ generate N       the files below N/ are what the pack makes now
//	$ edit N           a person writes the files below N/
//	$ delete|chmod PATH, move FROM TO, link PATH TARGET, accept [--mine|--new] [PATH...], check
//	$ owner OWNER PATH, unit PATH ID, program PATH   about what the pack makes from here on
//
// The files below after/ are the project's at the end, without the tool's own folder.
func TestScenarios(t *testing.T) {
	paths, err := filepath.Glob("testdata/scenarios/*.txtar")
	if err != nil || len(paths) < 30 {
		t.Fatalf("%d scenarios, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			before := string(txtar.Format(archive))
			s := &scenario{project: newProject(t), owners: map[string]Owner{}, units: map[string]string{}, programs: map[string]bool{}}
			for _, f := range archive.Files {
				if !strings.HasPrefix(f.Name, "after/") {
					s.files = append(s.files, f)
				}
			}
			archive.Comment = []byte(s.play(string(archive.Comment)))
			archive.Files = append(s.files, s.after()...)
			if got := string(txtar.Format(archive)); *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != before {
				t.Errorf("got\n%s\nwant\n%s", got, before)
			}
		})
	}
}

type scenario struct {
	project
	files    []txtar.File
	owners   map[string]Owner
	units    map[string]string
	programs map[string]bool
}

func (s *scenario) play(script string) string {
	var out strings.Builder
	for line := range strings.Lines(script) {
		if strings.HasPrefix(line, "| ") {
			continue
		}
		out.WriteString(line)
		if command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ "); ok {
			for said := range strings.Lines(s.step(strings.Fields(strings.ReplaceAll(command, `\s`, "\u00a0")))) {
				out.WriteString("| " + said)
			}
		}
	}
	return out.String()
}

// step is a flat table: one case a command.
func (s *scenario) step(words []string) string {
	arg := func(i int) string { return strings.ReplaceAll(words[i], "\u00a0", " ") }
	switch words[0] {
	case "generate":
		return planText(s.generate(s.render(arg(1))...))
	case "check":
		project, err := Open(s.dir)
		if err != nil {
			return err.Error() + "\n"
		}
		defer project.Close()
		plan, err := project.Plan(s.render(arg(1)), Options{})
		if err != nil {
			return err.Error() + "\n"
		}
		return driftText(plan)
	case "edit":
		for _, f := range s.files {
			if name, ok := strings.CutPrefix(f.Name, arg(1)+"/"); ok {
				s.write(name, string(f.Data))
			}
		}
	case "crlf":
		s.write(arg(1), strings.ReplaceAll(s.read(arg(1)), "\n", "\r\n"))
	case "delete":
		s.remove(arg(1))
	case "move":
		s.write(arg(2), s.read(arg(1)))
		s.remove(arg(1))
	case "chmod":
		s.must(os.Chmod(filepath.Join(s.dir, arg(1)), 0o755))
	case "link":
		s.must(os.Symlink(arg(2), filepath.Join(s.dir, arg(1))))
	case "owner":
		s.owners[arg(2)] = Owner(arg(1))
	case "unit":
		s.units[arg(1)] = arg(2)
	case "program":
		s.programs[arg(1)] = true
	case "accept":
		side := AsIs
		paths := words[1:]
		if len(paths) > 0 && strings.HasPrefix(paths[0], "--") {
			side, paths = Side(paths[0][2:]), paths[1:]
		}
		return acceptText(s.accept(side, paths...))
	default:
		s.t.Fatalf("%q is no command of scenarios", words[0])
	}
	return ""
}

func (s *scenario) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scenario) render(version string) []File {
	var out []File
	for _, f := range s.files {
		if name, ok := strings.CutPrefix(f.Name, version+"/"); ok {
			owner := s.owners[name]
			if owner == "" {
				owner = Shared
			}
			out = append(out, File{Path: name, Content: f.Data, Owner: owner, Unit: s.units[name], Executable: s.programs[name], Template: "t.tmpl"})
		}
	}
	return out
}

func planText(plan *Plan) string {
	var b strings.Builder
	for _, c := range plan.Changes {
		if c.From != "" {
			fmt.Fprintf(&b, "%d %s %s from %s: %s\n", c.Row, c.Kind, c.Path, c.From, c.Reason)
			continue
		}
		fmt.Fprintf(&b, "%d %s %s: %s\n", c.Row, c.Kind, c.Path, c.Reason)
	}
	if n := len(plan.Conflicts()); n > 0 {
		fmt.Fprintf(&b, "%d in conflict\n", n)
	} else if plan.Empty() {
		b.WriteString("nothing written\n")
	}
	return b.String()
}

func driftText(plan *Plan) string {
	var b strings.Builder
	for _, d := range plan.Drift() {
		fails := "information"
		if d.Fails {
			fails = "fails"
		}
		fmt.Fprintf(&b, "%s %s (%s, %s)\n", d.Class, d.Path, d.Owner, fails)
	}
	return b.String()
}

func acceptText(done []Accepted, err error) string {
	var b strings.Builder
	for _, a := range done {
		fmt.Fprintf(&b, "%s: %s\n", a.Path, a.Says)
	}
	var markers *MarkersError
	if errors.As(err, &markers) {
		b.WriteString(strings.Join(markers.Places, ", ") + ": ")
	}
	if err != nil {
		b.WriteString(err.Error() + "\n")
	}
	return b.String()
}

// after gives the project's files as an archive holds them.
func (s *scenario) after() []txtar.File {
	var out []txtar.File
	s.must(filepath.WalkDir(s.dir, func(full string, entry fs.DirEntry, err error) error {
		name, relErr := filepath.Rel(s.dir, full)
		if err = errors.Join(err, relErr); err != nil {
			return err
		}
		switch {
		case name == stateDir:
			return fs.SkipDir
		case entry.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(full)
			out = append(out, txtar.File{Name: "after/" + name, Data: []byte("link to " + target + "\n")})
			return err
		case entry.IsDir():
			if entries, err := os.ReadDir(full); err == nil && len(entries) == 0 && name != "." {
				out = append(out, txtar.File{Name: "after/" + name + "/", Data: []byte("empty folder\n")})
			}
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if info.Mode()&0o100 != 0 {
			name += " (program)"
		}
		content, err := os.ReadFile(full)
		out = append(out, txtar.File{Name: "after/" + name, Data: []byte(strings.ReplaceAll(string(content), "\r\n", " CRLF\n"))})
		return err
	}))
	slices.SortFunc(out, func(a, b txtar.File) int { return strings.Compare(a.Name, b.Name) })
	return out
}
