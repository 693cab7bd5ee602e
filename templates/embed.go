// Package templates holds the built-in packs as data: a folder a pack, and the versions and partials they share.
package templates

import "embed"

// FS holds the packs by name. The prefix all: keeps files that begin with a dot or an underscore.
//
//go:embed all:keep all:split all:_shared pins.yaml
var FS embed.FS
