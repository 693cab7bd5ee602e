package regen

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestOrderOfFiles plans the same files in any order: one plan, and the same tree.
func TestOrderOfFiles(t *testing.T) {
	first := memory{}
	first.generate(t, pack(firstApp()))
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 6))
		before := maps.Clone(first)
		p := &person{random: random}
		p.edit(before, kinds(t)[random.IntN(10)])
		a := firstApp()
		editManifest(random, &a)
		files := pack(a)
		one, two := maps.Clone(before), maps.Clone(before)
		planOne := one.generate(t, files)
		random.Shuffle(len(files), func(i, k int) { files[i], files[k] = files[k], files[i] })
		planTwo := two.generate(t, files)
		same := slices.EqualFunc(planOne.Changes, planTwo.Changes, func(a, b Change) bool {
			return a.Path == b.Path && a.Kind == b.Kind && a.Row == b.Row && a.From == b.From
		})
		if !same || !maps.Equal(one, two) {
			t.Fatalf("seed %d: the order of the files changes the outcome", seed)
		}
	}
}
