package python

// Blocks gives the blocks of statements inside a compound statement, in source order.
func Blocks(s Stmt) [][]Stmt {
	switch s := s.(type) {
	case *If:
		return [][]Stmt{s.Body, s.OrElse}
	case *For:
		return [][]Stmt{s.Body, s.OrElse}
	case *While:
		return [][]Stmt{s.Body, s.OrElse}
	case *With:
		return [][]Stmt{s.Body}
	case *Try:
		out := [][]Stmt{s.Body}
		for _, h := range s.Handlers {
			out = append(out, h.Body)
		}
		return append(out, s.OrElse, s.Finally)
	case *Match:
		var out [][]Stmt
		for _, c := range s.Cases {
			out = append(out, c.Body)
		}
		return out
	}
	return nil
}
