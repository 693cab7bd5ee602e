package view

// groupImports lists the import lines of a group's modules.
func (b *builder) groupImports(g Group) GroupImports { return GroupImports{} }
