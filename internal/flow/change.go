package flow

// Changes reports whether the function changes what a name holds, by an assignment to an item or attribute, or by a
// call that is known to; rebinding the name itself is no change. The name may be a variable of the module.
func (f *Function) Changes(name string) bool { return f.mutated[name] }
