package regen

import "os"

// makePipe makes a folder: Windows has no pipes in folders.
func makePipe(full string) error { return os.Mkdir(full, 0o755) }
