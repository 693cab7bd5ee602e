package flow

// resolve says where each name of a scope and of all inside it lives, as CPython's analyze_block. It adds to free
// the names that it leaves to the scopes around it.
func (s *Scope) resolve(free map[string]bool) {
	for name, sym := range s.Symbols {
		switch {
		case sym.global:
			sym.Where = GlobalExplicit
		case sym.nonlocal:
			sym.Where = Free
		case sym.bound():
			sym.Where = Local
		default:
			sym.Where = s.unbound(name)
		}
		if sym.Where == Free {
			free[name] = true
		}
	}
	below := map[string]bool{}
	for _, child := range s.Children {
		child.resolve(below)
	}
	s.keep(below)
	for name := range below {
		if s.Symbols[name] == nil && s.boundAround(name) {
			s.Symbols[name] = &Symbol{Name: name, Owner: s, Where: Free}
		}
		free[name] = true
	}
}

// unbound resolves a name that the scope only uses.
func (s *Scope) unbound(name string) Resolution {
	if class := s.visibleClass(); class != nil {
		if sym := class.Symbols[name]; sym != nil && sym.global {
			return GlobalExplicit
		} else if sym != nil && sym.bound() && !sym.nonlocal {
			return GlobalImplicit
		}
	}
	if s.boundAround(name) {
		return Free
	}
	return GlobalImplicit
}

// visibleClass is the class whose names a type scope sees.
func (s *Scope) visibleClass() *Scope {
	for s.seesClass {
		s = s.Parent
		if s.Kind == ClassScope {
			return s
		}
	}
	return nil
}

// boundAround reports whether a function around the scope binds a name. What a class binds or declares is not
// seen by the functions in it.
func (s *Scope) boundAround(name string) bool {
	for up := s.Parent; up != nil; up = up.Parent {
		if up.Kind == ClassScope {
			if name == "__class__" {
				return true
			}
			continue
		}
		sym := up.Symbols[name]
		switch {
		case sym == nil:
		case sym.global:
			return false
		case up.functionLike() && sym.bound() && !sym.nonlocal:
			return true
		}
	}
	return false
}

// keep turns locals that inner scopes use into cells; they are then free no more.
func (s *Scope) keep(free map[string]bool) {
	switch {
	case s.Kind == ClassScope:
		delete(free, "__class__")
	case s.functionLike():
		for name := range free {
			if sym := s.Symbols[name]; sym != nil && sym.Where == Local {
				sym.Where = Cell
				delete(free, name)
			}
		}
	}
}
