package merge

import (
	"path"
	"strings"
)

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
	end := lineEnd(v.Mine)
	if end == "\r\n" && strings.Count(v.Mine, "\n") == strings.Count(v.Mine, end) { // merged as LF, given back as found
		v.Base, v.Mine, v.Theirs = strings.ReplaceAll(v.Base, end, "\n"), strings.ReplaceAll(v.Mine, end, "\n"), strings.ReplaceAll(v.Theirs, end, "\n")
		result := Merge(name, v, labels)
		result.Text = strings.ReplaceAll(result.Text, "\n", end)
		return result
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".py":
		return Python(v, labels)
	case ".toml":
		return tomlFormat().structured(v, labels)
	case ".yaml", ".yml":
		return yamlFormat().structured(v, labels)
	case ".md":
		return markdownFormat().structured(v, labels)
	}
	return Lines(v.Base, v.Mine, v.Theirs, labels)
}
