package merge

// Versions are the three versions of one file.
type Versions struct{ Base, Mine, Theirs string }

// Merge joins three versions of a file by what the file is, which its name says.
func Merge(name string, v Versions, labels Labels) Result {
	switch {
	case v.Mine == v.Base, v.Mine == v.Theirs:
		return Result{Text: v.Theirs}
	case v.Theirs == v.Base:
		return Result{Text: v.Mine}
	}
	return Lines(v.Base, v.Mine, v.Theirs, labels)
}
