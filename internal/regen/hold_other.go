//go:build !unix

package regen

// hold does nothing where the system has no advisory locks of this kind.
func (d disk) hold() (release func(), err error) { return func() {}, d.check() }
