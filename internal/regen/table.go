package regen

// State is what the lock remembers about a file besides its content.
type State string

// The states.
const (
	Clean    State = "clean"    // base and project agree, or differ by a person's edits
	Conflict State = "conflict" // an earlier run left a conflict that nobody accepted yet
	Gone     State = "gone"     // a person deleted it; nothing new came since
	Dropped  State = "dropped"  // a person deleted it and said that it stays deleted
)

// Case is all that the decision about one file depends on.
type Case struct {
	Owner    Owner // of the new render; of the lock when the file is no longer generated
	Was      Owner // of the lock; "" when the lock does not know the file
	State    State // of the lock
	Base     Hash  // last generated; "" when the lock does not know the file
	Mine     Hash  // on disk; "" when nothing is there or Foreign
	New      Hash  // of the new render; "" when no longer generated
	Foreign  bool  // a symlink, folder or device stands where the file belongs
	Unmerged bool  // content that cannot be merged: binary, over the cap, or its base is lost
}

// Action is what happens on disk.
type Action string

// The actions.
const (
	Keep   Action = "keep"   // nothing is written
	Write  Action = "write"  // the new render
	Merge  Action = "merge"  // three-way; the merge itself may still find a conflict
	Delete Action = "delete" // the file
)

// Record is what the lock says afterwards.
type Record string

// The records.
const (
	Advance Record = "advance" // the new render is the base
	Stay    Record = "stay"    // the line stays as it is
	Forget  Record = "forget"  // the line goes
	Theirs  Record = "yours"   // the file is the person's from now on
	Absent  Record = "gone"    // a person deleted it: the state says so
	Mark    Record = "mark"    // the state is conflict, the new render the base that accept takes
)

// Decision is one outcome of the table.
type Decision struct {
	Row      int // of the table in docs/regeneration.md; 0 for a file that is none of ours
	Action   Action
	Record   Record
	Conflict bool
	Reason   string // one sentence for people
	Advice   string // what to do; only with Conflict
}

// Decide is the decision table: total, pure, and the only place that says what becomes of a file.
func Decide(c Case) Decision {
	switch {
	case c.Was == "":
		return decideNew(c)
	case c.Mine == "" && c.New == "" && !c.Foreign:
		return Decision{Row: 13, Action: Keep, Record: Forget, Reason: "no longer generated and already deleted"}
	case c.Was == Yours:
		return Decision{Row: 18, Action: Keep, Record: Stay, Reason: yoursReason(c)}
	case c.Foreign:
		return foreign()
	case c.State == Conflict:
		return unresolved(c)
	case c.New != "" && c.Owner == Yours:
		return Decision{Row: 21, Action: Keep, Record: Theirs, Reason: "the pack gives this file to you; it stays as it is"}
	case c.Was == Owned && c.New != "" && c.Owner == Shared:
		return decideShared21(c)
	case c.Was == Owned || c.Owner == Owned:
		return decideOwned(c)
	}
	return decideShared(c)
}

// decideNew is about a file that the lock does not know.
func decideNew(c Case) Decision {
	switch {
	case c.New == "":
		return Decision{Action: Keep, Record: Forget, Reason: "not a generated file"}
	case c.Foreign:
		return foreign()
	case c.Mine == "" && c.Owner == Yours:
		return Decision{Row: 17, Action: Write, Record: Advance, Reason: "new; written once and yours from then on"}
	case c.Mine == "":
		return Decision{Row: 1, Action: Write, Record: Advance, Reason: "new"}
	case c.Mine == c.New:
		return Decision{Row: 2, Action: Keep, Record: Advance, Reason: "already there with the same content; recorded"}
	case c.Owner == Yours:
		return Decision{Row: 3, Action: Keep, Record: Theirs, Reason: "already there; recorded as yours"}
	}
	return addAdd()
}

// decideOwned is about files that the tool overwrites, and shared ones that the pack now owns.
func decideOwned(c Case) Decision {
	switch {
	case c.Mine == "":
		return Decision{Row: 15, Action: Write, Record: Advance, Reason: "was deleted, but the tool owns it; written again"}
	case c.Mine == c.New:
		return Decision{Row: 15, Action: Keep, Record: Advance, Reason: "unchanged"}
	case c.Mine != c.Base:
		return Decision{Row: 16, Action: Keep, Record: Stay, Conflict: true,
			Reason: "the tool owns this file, but somebody edited it",
			Advice: "move the edit elsewhere and delete the file, or accept it to take the file over"}
	case c.New == "":
		return Decision{Row: 15, Action: Delete, Record: Forget, Reason: "no longer generated"}
	}
	return Decision{Row: 15, Action: Write, Record: Advance, Reason: "generated anew"}
}

// decideShared21 is about an owned file that the pack now shares: the disk is its base if nobody edited it.
func decideShared21(c Case) Decision {
	switch c.Mine {
	case "":
		return Decision{Row: 21, Action: Write, Record: Advance, Reason: "was deleted while the tool owned it; written again"}
	case c.New:
		return Decision{Row: 21, Action: Keep, Record: Advance, Reason: "unchanged; shared from now on"}
	case c.Base:
		return Decision{Row: 21, Action: Write, Record: Advance, Reason: "generated anew; shared from now on"}
	}
	return addAdd()
}

// decideShared is about files that people edit: rows 4 to 12.
func decideShared(c Case) Decision {
	switch {
	case c.Mine == "":
		return decideDeleted(c)
	case c.New == "" && c.Mine == c.Base:
		return Decision{Row: 11, Action: Delete, Record: Forget, Reason: "no longer generated"}
	case c.New == "":
		return Decision{Row: 12, Action: Keep, Record: Stay, Conflict: true,
			Reason: "no longer generated, but you edited it",
			Advice: "delete it if it is not needed, or accept it to keep it as yours"}
	case c.Mine == c.Base && c.New == c.Base:
		return Decision{Row: 4, Action: Keep, Record: Advance, Reason: "unchanged"}
	case c.Mine == c.Base:
		return Decision{Row: 5, Action: Write, Record: Advance, Reason: "generated anew; nobody edited it"}
	case c.New == c.Base:
		return Decision{Row: 6, Action: Keep, Record: Advance, Reason: "your edit stays; nothing new was generated"}
	case c.Mine == c.New:
		return Decision{Row: 7, Action: Keep, Record: Advance, Reason: "your edit equals what is generated now"}
	case c.Unmerged:
		return Decision{Row: 20, Action: Keep, Record: Mark, Conflict: true,
			Reason: "you edited it and it is generated anew, but it cannot be merged: binary, too large, or its base is lost",
			Advice: "take over what you need from the new version, then accept the file"}
	}
	return Decision{Row: 8, Action: Merge, Record: Advance, Reason: "your edits and what is generated now are merged"}
}

// decideDeleted is about a shared file that a person deleted.
func decideDeleted(c Case) Decision {
	switch {
	case c.State == Dropped:
		return Decision{Row: 10, Action: Keep, Record: Stay, Reason: "stays deleted, as you accepted"}
	case c.New == c.Base:
		return Decision{Row: 9, Action: Keep, Record: Absent, Reason: "you deleted it and nothing new was generated; stays deleted"}
	}
	return Decision{Row: 10, Action: Keep, Record: Stay, Conflict: true,
		Reason: "you deleted it, but what is generated now differs",
		Advice: "accept it to keep it deleted"}
}

func addAdd() Decision {
	return Decision{Row: 3, Action: Keep, Record: Mark, Conflict: true,
		Reason: "a file that was not generated stands where one belongs",
		Advice: "move or delete yours and generate again, or accept yours as an edit of the generated one"}
}

func foreign() Decision {
	return Decision{Row: 19, Action: Keep, Record: Stay, Conflict: true,
		Reason: "a link, folder or device stands where a file belongs; it is not followed",
		Advice: "move or delete it and generate again"}
}

// unresolved keeps a file out of further runs until somebody accepts it.
func unresolved(c Case) Decision {
	if c.Mine != "" && c.Mine == c.New {
		return Decision{Row: 7, Action: Keep, Record: Advance, Reason: "the conflict is solved: it equals what is generated now"}
	}
	if c.Mine == "" {
		return Decision{Row: 1, Action: Write, Record: Advance, Reason: "the file in conflict is gone; generated anew"}
	}
	return Decision{Row: 8, Action: Keep, Record: Stay, Conflict: true,
		Reason: "an earlier run left a conflict that is not accepted yet",
		Advice: "solve it, then accept the file"}
}

func yoursReason(c Case) string {
	if c.New == "" {
		return "yours; what it was written for is gone"
	}
	return "yours; never touched"
}
