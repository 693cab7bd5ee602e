//go:build !linux && !darwin

package cmd

import "os"

// terminalWidth is the number of columns of a terminal, which is not asked for on this system.
func terminalWidth(file *os.File) (int, bool) {
	info, err := file.Stat()
	return 0, err == nil && info.Mode()&os.ModeCharDevice != 0
}
