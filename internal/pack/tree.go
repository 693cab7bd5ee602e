package pack

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// What a pack may be at most; the built-in ones are far below.
const (
	MaxFiles     = 5000
	MaxFileBytes = 1 << 20
	MaxBytes     = 32 << 20
	maxDepth     = 16
)

// Tree is the content of a pack: its files by path, sorted. It is read once; what is hashed is what is parsed.
type Tree struct{ Files []TreeFile }

// TreeFile is one file of a pack.
type TreeFile struct {
	Path       string // below the pack, with slashes
	Content    []byte
	Executable bool
}

// Hash is the tree hash in the form h1 of Go modules: SHA-256 over the sorted lines "hash  path".
func (t Tree) Hash() string {
	whole := sha256.New()
	for _, f := range t.Files {
		fmt.Fprintf(whole, "%x  %s\n", sha256.Sum256(f.Content), f.Path)
	}
	return "h1:" + base64.StdEncoding.EncodeToString(whole.Sum(nil))
}

// grow collects files under the limits, so that a hostile source is refused before it is read whole.
type grow struct {
	tree Tree
	size int
}

// add takes one file; open gives its content.
func (g *grow) add(name string, mode fs.FileMode, open io.Reader) error {
	switch {
	case !mode.IsRegular():
		return fmt.Errorf("%s is no regular file but a link or device. packs hold plain files only", name)
	case len(g.tree.Files) >= MaxFiles:
		return fmt.Errorf("it has over %d files", MaxFiles)
	}
	if err := portable(name); err != nil {
		return err
	}
	content, err := io.ReadAll(io.LimitReader(open, MaxFileBytes+1))
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", name, err)
	}
	g.size += len(content)
	switch {
	case len(content) > MaxFileBytes:
		return fmt.Errorf("%s is larger than %d bytes", name, MaxFileBytes)
	case g.size > MaxBytes:
		return fmt.Errorf("its files are larger than %d bytes together", MaxBytes)
	}
	g.tree.Files = append(g.tree.Files, TreeFile{Path: name, Content: content, Executable: mode.Perm()&0o111 != 0})
	return nil
}

// done gives the tree, sorted, when no two names of it are one where case is not told apart.
func (g *grow) done() (Tree, error) {
	slices.SortFunc(g.tree.Files, func(a, b TreeFile) int { return cmp.Compare(a.Path, b.Path) })
	seen := map[string]string{}
	for i, f := range g.tree.Files {
		if i > 0 && g.tree.Files[i-1].Path == f.Path {
			return Tree{}, fmt.Errorf("%s stands in it twice", f.Path)
		}
		for part := f.Path; part != "."; part = path.Dir(part) {
			key := strings.ToLower(part)
			if first, taken := seen[key]; taken && first != part {
				return Tree{}, fmt.Errorf("%s and %s differ only by case. rename one", first, part)
			}
			seen[key] = part
		}
	}
	return g.tree, nil
}

// readTree reads a pack from a file system; what git keeps for itself is no part of it.
func readTree(dir fs.FS) (Tree, error) {
	var g grow
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case entry.IsDir() && entry.Name() == ".git":
			return fs.SkipDir
		case entry.IsDir():
			return nil
		case !entry.Type().IsRegular():
			return g.add(name, entry.Type(), nil)
		}
		file, err := dir.Open(name)
		if err != nil {
			return err
		}
		info, err := file.Stat()
		if err == nil {
			err = g.add(name, info.Mode(), file)
		}
		return cmp.Or(err, file.Close())
	})
	if err != nil {
		return Tree{}, err
	}
	return g.done()
}

// portable refuses names that some system cannot hold, or that leave the pack.
func portable(name string) error {
	switch {
	case !utf8.ValidString(name) || !fs.ValidPath(name) || name == ".":
		return fmt.Errorf("the path %q leaves the pack. write it relative, with slashes", name)
	case strings.Count(name, "/") >= maxDepth || len(name) > 200:
		return fmt.Errorf("the path %q is too deep or too long. at most %d folders and 200 bytes", name, maxDepth)
	}
	for part := range strings.SplitSeq(name, "/") {
		if why := partProblem(part); why != "" {
			return fmt.Errorf("the path %q %s", name, why)
		}
	}
	return nil
}

// partProblem says why one name of a path is no portable name, or "".
func partProblem(part string) string {
	stem, _, _ := strings.Cut(strings.ToLower(part), ".")
	switch {
	case strings.ContainsAny(part, `<>:"|?*\`) || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return `holds one of <>:"|?*\ or a control character`
	case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
		return "ends in a dot or space, which Windows drops"
	case slices.Contains([]string{"con", "prn", "aux", "nul"}, stem),
		len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && stem[3] >= '1' && stem[3] <= '9':
		return fmt.Sprintf("holds the name %q, which Windows reserves", part)
	case strings.EqualFold(part, ".git"), strings.EqualFold(part, ".streamlift"):
		return fmt.Sprintf("holds %q, which is no pack's", part)
	}
	return ""
}

// Read gives the content of a file.
func (t Tree) Read(name string) ([]byte, bool) {
	at, found := slices.BinarySearchFunc(t.Files, name, func(f TreeFile, name string) int { return cmp.Compare(f.Path, name) })
	if !found {
		return nil, false
	}
	return t.Files[at].Content, true
}

// only is the part of a tree below some of its top names.
func (t Tree) only(names ...string) Tree {
	var out Tree
	for _, f := range t.Files {
		if top, _, _ := strings.Cut(f.Path, "/"); slices.Contains(names, top) {
			out.Files = append(out.Files, f)
		}
	}
	return out
}
