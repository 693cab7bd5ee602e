package python

// MatchValue compares with a value.
type MatchValue struct {
	Extent
	Value Expr
}

// MatchSingleton is None, True or False.
type MatchSingleton struct {
	Extent
	Kind ConstantKind
}

// MatchSequence is a sequence of patterns.
type MatchSequence struct {
	Extent
	Patterns []Pattern
}

// MatchMapping is {key: pattern, **rest}; Rest may be empty.
type MatchMapping struct {
	Extent
	Keys     []Expr
	Patterns []Pattern
	Rest     string
}

// MatchClass is cls(patterns, attrs=patterns).
type MatchClass struct {
	Extent
	Cls         Expr
	Patterns    []Pattern
	KwdAttrs    []string
	KwdPatterns []Pattern
}

// MatchStar is *name; Name is empty for *_.
type MatchStar struct {
	Extent
	Name string
}

// MatchAs is pattern as name, a capture (Pattern nil) or the wildcard (both empty).
type MatchAs struct {
	Extent
	Pattern Pattern
	Name    string
}

// MatchOr is patterns joined by |.
type MatchOr struct {
	Extent
	Patterns []Pattern
}

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}

// TypeVar is a type parameter; Bound and Default may be nil.
type TypeVar struct {
	Extent
	Name           string
	Bound, Default Expr
}

// ParamSpec is **name.
type ParamSpec struct {
	Extent
	Name    string
	Default Expr
}

// TypeVarTuple is *name.
type TypeVarTuple struct {
	Extent
	Name    string
	Default Expr
}

func (*TypeVar) typeParam()      {}
func (*ParamSpec) typeParam()    {}
func (*TypeVarTuple) typeParam() {}
