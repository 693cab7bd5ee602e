//go:build !unix

package cmd

// limitProcessor does nothing here: the parent's deadline alone holds.
func limitProcessor(uint64) {}
