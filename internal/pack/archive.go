package pack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// maxArchive is how large an archive may be, packed.
const maxArchive = 64 << 20

// readArchive reads a .zip, .tar, .tar.gz or .tgz. A single folder that holds all of it is taken off, as forges make it.
func readArchive(file, folder string) (Tree, error) {
	info, err := os.Stat(file)
	if err != nil {
		return Tree{}, err
	}
	if info.Size() > maxArchive {
		return Tree{}, fmt.Errorf("the archive is larger than %d bytes", maxArchive)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return Tree{}, err
	}
	var g grow
	if strings.HasSuffix(file, ".zip") {
		err = g.zip(content)
	} else {
		var stream io.Reader = bytes.NewReader(content)
		if !strings.HasSuffix(file, ".tar") {
			if stream, err = gzip.NewReader(stream); err != nil {
				return Tree{}, err
			}
		}
		err = g.tar(stream)
	}
	if err != nil {
		return Tree{}, err
	}
	tree, err := g.done()
	if err != nil {
		return Tree{}, err
	}
	return tree.below(folder)
}

// tar reads all files of a tar stream.
func (g *grow) tar(stream io.Reader) error {
	archive := tar.NewReader(stream)
	for {
		header, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case header.Typeflag == tar.TypeDir, header.Typeflag == tar.TypeXGlobalHeader:
			continue
		}
		if err := g.add(header.Name, header.FileInfo().Mode(), archive); err != nil {
			return err
		}
	}
}

// zip reads all files of a zip archive.
func (g *grow) zip(content []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return err
	}
	for _, entry := range archive.File {
		if strings.HasSuffix(entry.Name, "/") {
			continue
		}
		file, err := entry.Open()
		if err != nil {
			return err
		}
		if err := errors.Join(g.add(entry.Name, entry.Mode(), file), file.Close()); err != nil {
			return err
		}
	}
	return nil
}

// below is the pack in a folder of a tree; without one, in the tree itself or the single folder that holds all of it.
func (t Tree) below(folder string) (Tree, error) {
	_, here := t.Read(Manifest)
	if folder == "" && !here && len(t.Files) > 0 {
		first, _, _ := strings.Cut(t.Files[0].Path, "/")
		last, _, _ := strings.Cut(t.Files[len(t.Files)-1].Path, "/")
		if first == last {
			folder = first
		}
	}
	if folder == "" {
		return t, nil
	}
	var out Tree
	for _, f := range t.Files {
		if name, inside := strings.CutPrefix(f.Path, path.Clean(folder)+"/"); inside {
			f.Path = name
			out.Files = append(out.Files, f)
		}
	}
	if len(out.Files) == 0 {
		return out, fmt.Errorf("it has no folder %q", folder)
	}
	return out, nil
}
