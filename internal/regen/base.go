package regen

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
)

// maxMerge is the size over which a file is not merged.
const maxMerge = 4 << 20

// baseDir is the base store: one compressed file a content, named by its hash.
const baseDir = stateDir + "/base"

func basePath(h Hash) string { return baseDir + "/" + string(h) }

func compress(content []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

// readBase gives a content of the base store; an error when it is missing, too large or not what its name says.
func readBase(d disk, h Hash) ([]byte, error) {
	packed, err := d.read(basePath(h))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxMerge+1))
	if err != nil {
		return nil, fmt.Errorf("%s: damaged: %w", basePath(h), err)
	}
	if HashOf(content) != h {
		return nil, fmt.Errorf("%s: damaged: its content has another hash", basePath(h))
	}
	return content, nil
}
