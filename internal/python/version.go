package python

import (
	"fmt"
	"strconv"
	"strings"
)

// Version is the minor number of a Python 3 grammar; the zero value means the newest known.
type Version uint8

// The grammars that are known.
const (
	Py38  Version = 8
	Py39  Version = 9
	Py310 Version = 10
	Py311 Version = 11
	Py312 Version = 12
	Py313 Version = 13
	Py314 Version = 14
)

const (
	oldest = Py38
	newest = Py314
)

// ParseVersion reads "3.8" to "3.14".
func ParseVersion(text string) (Version, error) {
	minor, found := strings.CutPrefix(text, "3.")
	n, err := strconv.Atoi(minor)
	if !found || err != nil || n < int(oldest) || n > int(newest) {
		return 0, fmt.Errorf("%q is not a python version that can be read. use %v to %v", text, oldest, newest)
	}
	return Version(n), nil
}

// String is "3.12".
func (v Version) String() string { return "3." + strconv.Itoa(int(v.known())) }

// known resolves the zero value and clamps to what is known.
func (v Version) known() Version {
	if v == 0 {
		return newest
	}
	return min(max(v, oldest), newest)
}

// Options choose how source is read; the zero value accepts the newest grammar.
type Options struct {
	Version Version
}
