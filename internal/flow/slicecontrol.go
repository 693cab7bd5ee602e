package flow

// decide finds for every statement the branches that decide whether it is reached: those with one way that always
// leads to it and another that may not (Ferrante, Ottenstein and Warren, by postdominators). What a jump skips
// depends on the jump, because it has a way to what follows that is never taken (Ball and Horwitz).
func (g *graph) decide() {
	after := g.postdominators()
	for _, n := range g.nodes {
		if len(n.after) < 2 || n.index == entryNode {
			continue
		}
		for _, next := range n.after {
			for at := next.index; at != after[n.index] && at != exitNode && at >= 0; at = after[at] {
				decided := g.nodes[at]
				if !containsNode(decided.decidedBy, n) {
					decided.decidedBy = append(decided.decidedBy, n)
				}
			}
		}
	}
}

func containsNode(list []*sliceNode, n *sliceNode) bool {
	for _, have := range list {
		if have == n {
			return true
		}
	}
	return false
}

// postdominators gives for every statement the nearest one that every way to the exit passes (Cooper, Harvey and
// Kennedy); -1 where no way leads to the exit.
func (g *graph) postdominators() []int {
	order, rank := g.fromExit()
	out := make([]int, len(g.nodes))
	for i := range out {
		out[i] = -1
	}
	out[exitNode] = exitNode
	for changed := true; changed; {
		changed = false
		for _, n := range order {
			if n.index == exitNode {
				continue
			}
			nearest := -1
			for _, next := range n.after {
				if out[next.index] < 0 {
					continue
				}
				if nearest < 0 {
					nearest = next.index
				} else {
					nearest = meet(out, rank, nearest, next.index)
				}
			}
			if nearest >= 0 && out[n.index] != nearest {
				out[n.index] = nearest
				changed = true
			}
		}
	}
	return out
}

// meet is the nearest statement that two of them have behind both.
func meet(after, rank []int, a, b int) int {
	for a != b {
		for rank[a] > rank[b] {
			a = after[a]
		}
		for rank[b] > rank[a] {
			b = after[b]
		}
	}
	return a
}

// fromExit orders statements so that those nearer to the exit come first, with each one's place in the order.
func (g *graph) fromExit() (order []*sliceNode, rank []int) {
	before := make([][]*sliceNode, len(g.nodes))
	for _, n := range g.nodes {
		for _, next := range n.after {
			before[next.index] = append(before[next.index], n)
		}
	}
	seen := make([]bool, len(g.nodes))
	type step struct{ node, next int }
	stack := []step{{node: exitNode}}
	seen[exitNode] = true
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next < len(before[top.node]) {
			n := before[top.node][top.next]
			top.next++
			if !seen[n.index] {
				seen[n.index] = true
				stack = append(stack, step{node: n.index})
			}
			continue
		}
		order = append(order, g.nodes[top.node])
		stack = stack[:len(stack)-1]
	}
	rank = make([]int, len(g.nodes))
	for i, n := range order {
		rank[n.index] = len(order) - i
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order, rank
}
