package view

import "fmt"

// pages gathers the operations by the pages that show them, in the manifest's order.
func (b *builder) pages() {
	titles, index := map[string]string{}, map[string]int{}
	for _, op := range b.view.Operations {
		var shown []string
		for _, page := range b.source[op.ID].Pages {
			shown = append(shown, page.Value)
		}
		if len(shown) == 0 {
			shown = []string{b.groupTitle(op.ID)}
			if shown[0] == b.m.App.Name {
				shown[0] = b.m.App.Title
			}
		}
		for _, title := range shown {
			name := NewName(title, "page")
			if first, taken := titles[name.Snake]; taken && first != title {
				b.fail(op.ID, fmt.Sprintf("pages %q and %q are one file", first, title), "rename one")
				continue
			}
			titles[name.Snake] = title
			at, known := index[name.Snake]
			if !known {
				at = len(b.view.Pages)
				index[name.Snake] = at
				b.view.Pages = append(b.view.Pages, Page{Name: name, Title: NewText(title), File: name.Snake + ".py"})
			}
			b.view.Pages[at].Operations = append(b.view.Pages[at].Operations, op)
		}
	}
}
