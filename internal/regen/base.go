package regen

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"path"
)

// maxMerge is the size over which a file is not merged.
const maxMerge = 4 << 20

// baseDir is the base store: one compressed file a content, named by its hash.
const baseDir = stateDir + "/base"

// keepsBase reports whether the content of a file's last render is kept: to merge with it, to take it, or to tell a
// reformatted file from an edited one.
func keepsBase(e Entry) bool {
	return e.Owner == Shared || e.State == Conflict || e.Owner == Owned && path.Ext(e.Path) == ".py"
}

func basePath(h Hash) string { return baseDir + "/" + string(h) }

// packer compresses contents one after the other with one table.
type packer struct{ writer *flate.Writer }

// pack compresses a content and masks it under its name.
func (p *packer) pack(h Hash, content []byte) ([]byte, error) {
	var b bytes.Buffer
	if p.writer == nil {
		w, err := flate.NewWriter(&b, flate.BestCompression)
		if err != nil {
			return nil, err
		}
		p.writer = w
	}
	p.writer.Reset(&b)
	if _, err := p.writer.Write(content); err != nil {
		return nil, err
	}
	err := p.writer.Close()
	return masked(h, b.Bytes()), err
}

// masked turns bytes into ones that look like no other base's, and back. Two versions of a file would pack to like bytes;
// git would take the new one for the old one renamed, and two branches for two renames of it: a conflict.
func masked(h Hash, packed []byte) []byte {
	out := make([]byte, len(packed))
	var pad [sha256.Size]byte
	for i := range packed {
		if i%len(pad) == 0 {
			pad = sha256.Sum256(binary.BigEndian.AppendUint64([]byte(h), uint64(i)))
		}
		out[i] = packed[i] ^ pad[i%len(pad)]
	}
	return out
}

// readBase gives a content of the base store; an error when it is missing, too large or not what its name says.
func readBase(d disk, h Hash) ([]byte, error) {
	packed, err := d.read(basePath(h))
	if err != nil {
		return nil, err
	}
	return unpack(h, packed)
}

func unpack(h Hash, packed []byte) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(masked(h, packed))), maxMerge+1))
	if err != nil {
		return nil, fmt.Errorf("%s: damaged: %w", basePath(h), err)
	}
	if HashOf(content) != h {
		return nil, fmt.Errorf("%s: damaged: its content has another hash", basePath(h))
	}
	return content, nil
}
