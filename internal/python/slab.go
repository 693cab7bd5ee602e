package python

// slab hands out nodes of one type from chunks, which costs a fraction of an allocation each.
type slab[T any] struct {
	chunk []T
	used  int
	total int
}

// The sizes of chunks: small files must not pay for large ones.
const (
	firstChunk = 8
	lastChunk  = 256
)

// new is a zero T.
func (s *slab[T]) new() *T {
	if s.used == len(s.chunk) {
		s.grow(1)
	}
	s.used++
	return &s.chunk[s.used-1]
}

// list is a copy of items that holds nothing more.
func (s *slab[T]) list(items []T) []T {
	n := len(items)
	if n == 0 {
		return nil
	}
	if s.used+n > len(s.chunk) {
		if n > lastChunk/4 {
			return append(make([]T, 0, n), items...)
		}
		s.grow(n)
	}
	out := s.chunk[s.used : s.used+n : s.used+n]
	copy(out, items)
	s.used += n
	return out
}

func (s *slab[T]) grow(n int) {
	s.total += len(s.chunk)
	s.chunk = make([]T, max(n, min(max(firstChunk, s.total/2), lastChunk)))
	s.used = 0
}

// stack collects the items of lists that are still open; the innermost list lies on top.
type stack[T any] struct {
	items []T
	slab  slab[T]
}

func (s *stack[T]) push(item T) { s.items = append(s.items, item) }

// take removes what was pushed since the stack was mark high.
func (s *stack[T]) take(mark int) []T {
	out := s.slab.list(s.items[mark:])
	s.items = s.items[:mark]
	return out
}
