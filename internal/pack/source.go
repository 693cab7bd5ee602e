package pack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Manifest is the file that makes a folder a pack.
const Manifest = "pack.yaml"

// Source is where a pack comes from: a folder, an archive, or a git repository at a tag or commit.
type Source struct {
	Place   string // folder, archive or repository; absolute, or a URL
	Version string // of a repository: tag or commit
	Folder  string // below the place, with slashes; empty for the place itself
}

// remote finds what is a URL, or a host as ssh writes it.
var remote = regexp.MustCompile(`^([a-z+]+://|[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+:)`)

// IsRemote reports whether a place is no path of this machine.
func IsRemote(place string) bool { return remote.MatchString(place) }

// Repository reports whether the place is a git repository to be read at a version.
func (s Source) Repository() bool {
	if s.Version == "" {
		return false
	}
	if IsRemote(s.Place) || strings.HasSuffix(s.Place, ".git") {
		return true
	}
	for _, mark := range []string{".git", "HEAD"} {
		if _, err := os.Stat(filepath.Join(s.Place, mark)); err == nil {
			return true
		}
	}
	return false
}

// Fetch reads the pack of a source. Nothing of it is trusted yet.
func Fetch(ctx context.Context, s Source) (Tree, error) {
	if s.Folder != "" && (!fs.ValidPath(s.Folder) || s.Folder == ".") {
		return Tree{}, fmt.Errorf("the folder %q leaves the source. write it relative, with slashes", s.Folder)
	}
	if s.Repository() {
		return fetchGit(ctx, s)
	}
	if IsRemote(s.Place) {
		return Tree{}, errors.New("a repository needs a tag or commit. add it as SOURCE@TAG")
	}
	info, err := os.Stat(s.Place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Tree{}, fmt.Errorf("there is no %s", filepath.ToSlash(s.Place))
	case err != nil:
		return Tree{}, err
	case !info.IsDir():
		return readArchive(s.Place, s.Folder)
	}
	root, err := os.OpenRoot(filepath.Join(s.Place, filepath.FromSlash(s.Folder)))
	if err != nil {
		return Tree{}, err
	}
	defer root.Close()
	return readTree(root.FS())
}

// fetchGit reads a commit through the user's git. It is cloned first: the settings and hooks of a repository that lies
// on this machine never run.
func fetchGit(ctx context.Context, s Source) (Tree, error) {
	if strings.HasPrefix(s.Version, "-") || strings.ContainsAny(s.Version, ":^~ \n") {
		return Tree{}, fmt.Errorf("%q is no tag or commit", s.Version)
	}
	folder, err := os.MkdirTemp("", "streamlift-pack-")
	if err != nil {
		return Tree{}, err
	}
	defer os.RemoveAll(folder)
	if _, err := git(ctx, folder, "clone", "--quiet", "--bare", "--", s.Place, "."); err != nil {
		return Tree{}, err
	}
	commit, err := git(ctx, folder, "rev-parse", "--verify", "--quiet", "--end-of-options", s.Version+"^{commit}")
	if err != nil {
		tags, _ := git(ctx, folder, "tag", "--list", "--sort=-version:refname")
		names := strings.Fields(string(tags))
		return Tree{}, fmt.Errorf("it has no tag or commit %q. newest tags: %s", s.Version, strings.Join(names[:min(3, len(names))], ", "))
	}
	tree, err := readCommit(ctx, folder, strings.TrimSpace(string(commit)), s.Folder)
	if err != nil {
		return Tree{}, err
	}
	return tree.below(s.Folder)
}

// readCommit reads the files of a commit as they are stored: filters, line ends and attributes of the machine change
// nothing.
func readCommit(ctx context.Context, repository, commit, folder string) (Tree, error) {
	args := []string{"ls-tree", "-r", "-z", "-l", "--full-tree", commit}
	if folder != "" {
		args = append(args, "--", folder)
	}
	listed, err := git(ctx, repository, args...)
	if err != nil {
		return Tree{}, err
	}
	var g grow
	var names []string
	var modes []fs.FileMode
	var wanted strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(string(listed), "\x00"), "\x00") {
		described, name, ok := strings.Cut(line, "\t")
		words := strings.Fields(described) // mode, type, hash, size
		if !ok || len(words) != 4 {
			continue
		}
		mode := map[string]fs.FileMode{"100644": 0o644, "100755": 0o755}[words[0]]
		size, err := strconv.Atoi(words[3])
		switch {
		case mode == 0:
			return Tree{}, g.add(name, fs.ModeSymlink, nil) // a link or a submodule
		case err != nil || size > MaxFileBytes:
			return Tree{}, fmt.Errorf("%s is larger than %d bytes", name, MaxFileBytes)
		case len(names) >= MaxFiles:
			return Tree{}, fmt.Errorf("it has over %d files", MaxFiles)
		}
		names, modes = append(names, name), append(modes, mode)
		wanted.WriteString(words[2] + "\n")
	}
	content, err := gitWith(ctx, invocation{folder: repository, stdin: wanted.String()}, "cat-file", "--batch")
	if err != nil {
		return Tree{}, err
	}
	return g.batch(content, names, modes)
}

// batch adds the files that `git cat-file --batch` gave, each after a line with its size.
func (g *grow) batch(content []byte, names []string, modes []fs.FileMode) (Tree, error) {
	for i, name := range names {
		head, rest, _ := bytes.Cut(content, []byte("\n"))
		words := strings.Fields(string(head))
		size := -1
		if len(words) == 3 {
			size, _ = strconv.Atoi(words[2])
		}
		if size < 0 || size > len(rest)-1 {
			return Tree{}, fmt.Errorf("git did not give %s", name)
		}
		if err := g.add(name, modes[i], bytes.NewReader(rest[:size])); err != nil {
			return Tree{}, err
		}
		content = rest[size+1:]
	}
	return g.done()
}

// invocation says where git runs and what it reads.
type invocation struct{ folder, stdin string }

// git runs the user's git in a folder.
func git(ctx context.Context, folder string, args ...string) ([]byte, error) {
	return gitWith(ctx, invocation{folder: folder}, args...)
}

// gitWith runs the user's git without prompts, hooks or transports that run programs, and whatever repository the caller
// may be working in.
func gitWith(ctx context.Context, in invocation, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, "git", append([]string{"-c", "core.hooksPath=" + os.DevNull, "-c", "core.fsmonitor=false"}, args...)...)
	c.Dir = in.folder
	c.Stdin = strings.NewReader(in.stdin)
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if !slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"}, name) {
			c.Env = append(c.Env, variable)
		}
	}
	c.Env = append(c.Env, "GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=file:git:https:ssh")
	var says bytes.Buffer
	c.Stderr = &says
	out, err := c.Output()
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(says.String()), "\n")
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, first)
	}
	return out, nil
}

// Tags lists the tags of a repository, newest first.
func Tags(ctx context.Context, place string) ([]string, error) {
	out, err := git(ctx, os.TempDir(), "ls-remote", "--tags", "--refs", "--sort=-version:refname", "--", place)
	if err != nil {
		return nil, err
	}
	var tags []string
	for line := range strings.Lines(string(out)) {
		if _, tag, ok := strings.Cut(strings.TrimSpace(line), "refs/tags/"); ok {
			tags = append(tags, tag)
		}
	}
	return tags, nil
}
