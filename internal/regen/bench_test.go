//go:build unix

package regen

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// benchFiles are n files of some 3 kB, nine in ten of them Python; a third differs between versions.
func benchFiles(n, version int) []File {
	files := make([]File, n)
	for i := range files {
		name, comment := fmt.Sprintf("pkg%02d/module%03d.py", i%20, i), "#"
		if i%10 == 9 {
			name = fmt.Sprintf("pkg%02d/page%03d.md", i%20, i)
		}
		shown := 1
		if i%3 == 0 {
			shown = version
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s file %d, version %d\nimport logging\n", comment, i, shown)
		for k := range 20 {
			fmt.Fprintf(&b, "\n\ndef function%d(engine, body):\n    rows = engine.run(\"select %d\", body.region)\n    logging.info(\"rows %%s\", rows)\n    return rows\n", k, k)
		}
		if shown > 1 {
			fmt.Fprintf(&b, "\n\ndef version%d():\n    return %d\n", shown, shown)
		}
		files[i] = shared(name, b.String())
	}
	return files
}

// editByHand changes m files as people do: half of them are files that the next version changes too.
func editByHand(b *testing.B, dir string, files []File, m int) {
	b.Helper()
	for i := range m {
		f := files[i*len(files)/m]
		text := strings.Replace(string(f.Content), "    return rows\n", "    return rows or []  # by hand\n", 1)
		if strings.HasSuffix(f.Path, ".py") {
			text += "\n\ndef by_hand():\n    return 1\n"
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(f.Path)), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

// processor is the time that this process has taken from the processor: what a busy machine does not blur.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func benchRun(b *testing.B, dir string, files []File) *Plan {
	b.Helper()
	project, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer project.Close()
	plan, err := project.Plan(files, Options{})
	if err != nil {
		b.Fatal(err)
	}
	if err := project.Apply(plan); err != nil {
		b.Fatal(err)
	}
	return plan
}

// BenchmarkNothingChanged is a run that finds all in order. The bar is 100 ms for 300 files.
func BenchmarkNothingChanged(b *testing.B) {
	for _, n := range []int{100, 300, 1000, 3000} {
		b.Run(fmt.Sprintf("%dfiles", n), func(b *testing.B) {
			dir, files := b.TempDir(), benchFiles(n, 1)
			benchRun(b, dir, files)
			start := processor(b)
			for b.Loop() {
				if plan := benchRun(b, dir, files); !plan.Empty() {
					b.Fatal("something changed")
				}
			}
			b.ReportMetric(float64(processor(b)-start)/1e6/float64(b.N), "cpu-ms/op")
		})
	}
}

// BenchmarkUpdate is a run in which a third of the files changed and a sixth was edited by hand. The bar is 300 ms for
// 300 files, 100 changed and 50 edited.
func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{100, 300, 1000, 3000} {
		b.Run(fmt.Sprintf("%dfiles", n), func(b *testing.B) {
			first, second := benchFiles(n, 1), benchFiles(n, 2)
			var spent time.Duration
			for b.Loop() {
				b.StopTimer()
				dir := b.TempDir()
				benchRun(b, dir, first)
				editByHand(b, dir, first, n/6)
				start := processor(b)
				b.StartTimer()
				plan := benchRun(b, dir, second)
				spent += processor(b) - start
				if len(plan.Conflicts()) > 0 || len(plan.Differences()) < n/3-1 {
					b.Fatalf("%d conflicts, %d differences", len(plan.Conflicts()), len(plan.Differences()))
				}
			}
			b.ReportMetric(float64(spent)/1e6/float64(b.N), "cpu-ms/op")
		})
	}
}

// BenchmarkCopier is the same tree, changes and edits with copier, where it is installed.
func BenchmarkCopier(b *testing.B) {
	copier, err := exec.LookPath("copier")
	if err != nil {
		b.Skip("copier is not on PATH")
	}
	run := func(dir string, words ...string) {
		command := exec.Command(words[0], words[1:]...)
		command.Dir = dir
		command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@example.org",
			"GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@example.org")
		if out, err := command.CombinedOutput(); err != nil {
			b.Fatalf("%v: %v: %s", words, err, out)
		}
	}
	commit := func(dir, message string) {
		run(dir, "git", "add", "-A")
		run(dir, "git", "commit", "-q", "-m", message)
	}
	template := b.TempDir()
	run(template, "git", "init", "-q", "-b", "main")
	for version := 1; version <= 2; version++ {
		for _, f := range append(benchFiles(300, version), shared("copier.yml", ""), shared("{{_copier_conf.answers_file}}.jinja", "{{ _copier_answers|to_nice_yaml }}")) {
			full := filepath.Join(template, filepath.FromSlash(f.Path))
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(full, f.Content, 0o644); err != nil {
				b.Fatal(err)
			}
		}
		commit(template, "version")
		run(template, "git", "tag", fmt.Sprintf("v%d.0.0", version))
	}
	children := func() time.Duration {
		var usage syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &usage); err != nil {
			b.Fatal(err)
		}
		return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	}
	var spent time.Duration
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		run(dir, copier, "copy", "--quiet", "--vcs-ref", "v1.0.0", template, dir)
		editByHand(b, dir, benchFiles(300, 1), 50)
		run(dir, "git", "init", "-q", "-b", "main")
		commit(dir, "edited")
		start := children()
		b.StartTimer()
		run(dir, copier, "update", "--quiet", "--defaults", "--conflict", "inline")
		spent += children() - start
	}
	b.ReportMetric(float64(spent)/1e6/float64(b.N), "cpu-ms/op")
}
