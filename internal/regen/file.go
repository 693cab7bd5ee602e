// Package regen puts newly generated files into a project without losing a byte that a person wrote. It is the only
// package that writes a project: a pure table decides about each file, and one journaled transaction writes them.
package regen

import (
	"crypto/sha256"
	"encoding/hex"
)

// Owner says who writes a file.
type Owner string

// The owners, as packs and the lock spell them.
const (
	Owned  Owner = "owned"  // the tool overwrites it
	Shared Owner = "shared" // the tool and people: merged
	Yours  Owner = "yours"  // written once, then a person's
)

// File is one newly generated file.
type File struct {
	Unit       string // stable id of what the file is for, as operation/total/service; the path when empty
	Path       string // below the project, with slashes
	Content    []byte
	Owner      Owner
	Executable bool
	Template   string   // the pack's template that made it
	Entries    []string // manifest entries it depends on
}

// unit is the id of what a file is for.
func (f File) unit() string {
	if f.Unit == "" {
		return f.Path
	}
	return f.Unit
}

// Hash is the name of a content: 64 hexadecimal digits. The hash of an absent file is "".
type Hash string

// HashOf hashes a content that is there, be it empty.
func HashOf(content []byte) Hash {
	sum := sha256.Sum256(content)
	return Hash(hex.EncodeToString(sum[:]))
}
