package cmd

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the transcripts in testdata")

// TestTranscripts runs every testdata/*.txtar. Its files are laid out in a folder of their own; above
// them stand comments and commands with all they say: `$` begins a command, `|` a line of stdout,
// `!` a line of stderr, `=` the exit code when it is not 0. Besides streamlift there are `cat FILE`,
// `ls DIR`, `rm PATH`, `append FILE TEXT` and `replace FILE OLD NEW` (`~` is a space); ` | head -N`, ` | tail -N` and ` | grep TEXT` cut stdout.
func TestTranscripts(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			full, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			for _, file := range archive.Files {
				put(t, filepath.FromSlash(file.Name), string(file.Data))
			}
			want := string(archive.Comment)
			got := replay(t, want)
			if archive.Comment = []byte(got); *update {
				put(t, full, string(txtar.Format(archive)))
			} else if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// replay runs the commands of a transcript and gives it with what they say now.
func replay(t *testing.T, script string) string {
	t.Helper()
	var got strings.Builder
	for line := range strings.Lines(script) {
		if line = strings.TrimSuffix(line, "\n"); line == "" || strings.ContainsRune("|!=", rune(line[0])) && got.Len() > 0 {
			if line == "" {
				got.WriteString("\n")
			}
			continue
		}
		got.WriteString(line + "\n")
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			var out, err bytes.Buffer
			command, filter, _ := strings.Cut(command, " | ")
			code := runLine(t, strings.Fields(command), Streams{Out: &out, Err: &err})
			got.WriteString(prefixed("|", filtered(t, out.String(), filter)) + prefixed("!", err.String()))
			if code != 0 {
				fmt.Fprintf(&got, "= %d\n", code)
			}
		}
	}
	return got.String()
}

func runLine(t *testing.T, words []string, streams Streams) int {
	t.Helper()
	switch file := filepath.FromSlash(words[min(1, len(words)-1)]); words[0] {
	case "streamlift":
		return Execute(t.Context(), words[1:], streams)
	case "cat":
		content, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
		}
		_, _ = streams.Out.Write(content)
	case "ls":
		_ = filepath.WalkDir(file, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				fmt.Fprintln(streams.Out, filepath.ToSlash(path))
			}
			return err
		})
	case "rm":
		if err := os.RemoveAll(file); err != nil {
			t.Error(err)
		}
	case "append":
		content, _ := os.ReadFile(file)
		put(t, file, string(content)+strings.Join(words[2:], " ")+"\n")
	case "replace":
		content, _ := os.ReadFile(file)
		old, new := strings.ReplaceAll(words[2], "~", " "), strings.ReplaceAll(words[3], "~", " ")
		if !strings.Contains(string(content), old) {
			t.Errorf("%s: there is no %q to replace", file, old)
		}
		put(t, file, strings.ReplaceAll(string(content), old, new))
	case "link":
		if err := os.Symlink(words[2], file); err != nil {
			t.Error(err)
		}
	case "nest": // puts a file that many folders deeper
		n, _ := strconv.Atoi(words[2])
		content, _ := os.ReadFile(file)
		put(t, filepath.Join(filepath.Dir(file), strings.Repeat("d"+string(filepath.Separator), n), filepath.Base(file)), string(content))
		_ = os.Remove(file)
	case "grow": // makes a file of Python that many megabytes long
		n, _ := strconv.Atoi(words[2])
		put(t, file, strings.Repeat("x = 1\n", n<<20/6))
	default:
		t.Errorf("%q is no command of transcripts", words[0])
	}
	return 0
}

// filtered keeps a part of a text as head, tail and grep do.
func filtered(t *testing.T, text, filter string) string {
	t.Helper()
	name, argument, _ := strings.Cut(filter, " ")
	lines := slices.Collect(strings.Lines(text))
	n, _ := strconv.Atoi(strings.TrimPrefix(argument, "-"))
	switch n = min(n, len(lines)); name {
	case "":
	case "head":
		lines = lines[:n]
	case "tail":
		lines = lines[len(lines)-n:]
	case "grep":
		lines = slices.DeleteFunc(lines, func(line string) bool { return !strings.Contains(line, argument) })
	default:
		t.Errorf("%q is no filter of transcripts", filter)
	}
	return strings.Join(lines, "")
}

// counts of files change with every template; what is said around them does not.
var counts = regexp.MustCompile(`\d+ (files|new|recorded)\b|\d\d+ (conflict)\b`)

// prefixed puts a mark before each line and hides where the test runs and how many files packs have.
func prefixed(mark, text string) string {
	here, _ := os.Getwd()
	var b strings.Builder
	for line := range strings.Lines(counts.ReplaceAllString(strings.ReplaceAll(text, here, "$WORK"), "N $1$2")) {
		b.WriteString(strings.TrimRight(mark+" "+strings.TrimSuffix(line, "\n"), " ") + "\n")
	}
	return b.String()
}
