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
	wanted := []string{"archive", "--format=tar", strings.TrimSpace(string(commit))}
	if s.Folder != "" {
		wanted = append(wanted, "--", s.Folder)
	}
	content, err := git(ctx, folder, wanted...)
	if err != nil {
		return Tree{}, err
	}
	var g grow
	if err := g.tar(bytes.NewReader(content)); err != nil {
		return Tree{}, err
	}
	tree, err := g.done()
	if err != nil {
		return Tree{}, err
	}
	return tree.below(s.Folder)
}

// git runs the user's git without prompts, hooks or transports that run programs.
func git(ctx context.Context, folder string, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, "git", append([]string{"-c", "core.hooksPath=" + os.DevNull, "-c", "core.fsmonitor=false"}, args...)...)
	c.Dir = folder
	c.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_ALLOW_PROTOCOL=file:git:https:ssh")
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
