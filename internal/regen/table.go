package regen

// State is what the lock remembers about a file besides its content.
type State string

// The states. Those of an open question are settled by accept, or by a run that finds it answered.
const (
	Clean    State = "clean"    // base and project agree, or differ by a person's edits
	Gone     State = "gone"     // a person deleted it; nothing new came since
	Dropped  State = "dropped"  // a person deleted it and accepted that it stays deleted
	Taken    State = "taken"    // the tool owned it; a person edited it and accepted to own it
	Blocked  State = "blocked"  // something that is no file, or not ours, stands in its place
	Conflict State = "conflict" // open: both sides changed it; the base is the new side
	Orphan   State = "orphan"   // open: no longer generated, but edited
	Missing  State = "missing"  // open: deleted, but generated anew
	Edited   State = "edited"   // open: the tool owns it, but somebody edited it
)

// Open reports whether the state is a question that a person must answer.
func (s State) Open() bool { return s == Conflict || s == Orphan || s == Missing || s == Edited }

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

// Record is what becomes of the file's line in the lock.
type Record string

// The records.
const (
	Advance Record = "advance" // the new render is the base
	Stay    Record = "stay"    // the base stays as it is
	Forget  Record = "forget"  // the line goes
	Theirs  Record = "theirs"  // the new render is the base, and the file is the person's from now on
)

// Decision is one outcome of the table.
type Decision struct {
	Row    int // of the table in docs/regeneration.md; 0 for a file that is none of ours
	Action Action
	Record Record
	State  State  // of the line from now on; an open one is a conflict, and "" keeps what the line says
	Reason string // one sentence for people
	Advice string // what to do; only about conflicts
	// Conflict says that a person is needed: exit code 4.
	Conflict bool
}

// Decide is the decision table: total, pure, and the only place that says what becomes of a file.
func Decide(c Case) Decision {
	switch {
	case c.Was == "":
		return decideNew(c)
	case c.Mine == "" && c.New == "" && !c.Foreign:
		return Decision{Row: 13, Action: Keep, Record: Forget, Reason: "no longer generated and already deleted"}
	case c.Was == Yours:
		return decideYours(c)
	case c.Foreign:
		return foreign()
	case c.State == Conflict && c.Mine != c.Base:
		return unresolved(c)
	case c.New != "" && c.Owner == Yours:
		return Decision{Row: 21, Action: Keep, Record: Theirs, State: Clean, Reason: "the pack gives this file to you; it stays as it is"}
	case c.Was == Owned && c.New != "" && c.Owner == Shared:
		return decideOpened(c)
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
		return Decision{Row: 17, Action: Write, Record: Advance, State: Clean, Reason: "new; written once and yours from then on"}
	case c.Mine == "":
		return Decision{Row: 1, Action: Write, Record: Advance, State: Clean, Reason: "new"}
	case c.Mine == c.New:
		return Decision{Row: 2, Action: Keep, Record: Advance, State: Clean, Reason: "already there with the same content; recorded"}
	case c.Owner == Yours:
		return Decision{Row: 3, Action: Keep, Record: Theirs, State: Clean, Reason: "already there; recorded as yours"}
	}
	return addAdd()
}

// decideYours is about files that belong to a person.
func decideYours(c Case) Decision {
	reason := "yours; never touched"
	switch {
	case c.New == "":
		reason = "yours; what it was written for is gone"
	case c.State == Taken:
		reason = "taken over from the tool; yours"
	}
	return Decision{Row: 18, Action: Keep, Record: Stay, Reason: reason}
}

// decideOwned is about files that the tool overwrites, and shared ones that the pack now owns.
func decideOwned(c Case) Decision {
	switch {
	case c.Mine == "":
		return Decision{Row: 15, Action: Write, Record: Advance, State: Clean, Reason: "was deleted, but the tool owns it; written again"}
	case c.Mine == c.New:
		return Decision{Row: 15, Action: Keep, Record: Advance, State: Clean, Reason: "unchanged"}
	case c.Mine != c.Base:
		return Decision{Row: 16, Action: Keep, Record: Stay, State: Edited, Conflict: true,
			Reason: "the tool owns this file, but somebody edited it",
			Advice: "move the edit elsewhere and delete the file, or accept it to take the file over"}
	case c.New == "":
		return Decision{Row: 15, Action: Delete, Record: Forget, Reason: "no longer generated"}
	}
	return Decision{Row: 15, Action: Write, Record: Advance, State: Clean, Reason: "generated anew"}
}

// decideOpened is about an owned file that the pack now shares: the disk is its base if nobody edited it.
func decideOpened(c Case) Decision {
	switch c.Mine {
	case "":
		return Decision{Row: 21, Action: Write, Record: Advance, State: Clean, Reason: "was deleted while the tool owned it; written again"}
	case c.New:
		return Decision{Row: 21, Action: Keep, Record: Advance, State: Clean, Reason: "unchanged; shared from now on"}
	case c.Base:
		return Decision{Row: 21, Action: Write, Record: Advance, State: Clean, Reason: "generated anew; shared from now on"}
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
		return Decision{Row: 12, Action: Keep, Record: Stay, State: Orphan, Conflict: true,
			Reason: "no longer generated, but you edited it",
			Advice: "delete it if it is not needed, or accept it to keep it as yours"}
	case c.Mine == c.Base && c.New == c.Base:
		return Decision{Row: 4, Action: Keep, Record: Advance, State: Clean, Reason: "unchanged"}
	case c.Mine == c.Base:
		return Decision{Row: 5, Action: Write, Record: Advance, State: Clean, Reason: "generated anew; nobody edited it"}
	case c.New == c.Base:
		return Decision{Row: 6, Action: Keep, Record: Advance, State: Clean, Reason: "your edit stays; nothing new was generated"}
	case c.Mine == c.New:
		return Decision{Row: 7, Action: Keep, Record: Advance, State: Clean, Reason: "your edit equals what is generated now"}
	case c.Unmerged:
		return Decision{Row: 20, Action: Keep, Record: Advance, State: Conflict, Conflict: true,
			Reason: "you edited it and it is generated anew, but it cannot be merged: binary, too large, or its base is lost",
			Advice: "take over what you need from the new version, then accept the file"}
	}
	return Decision{Row: 8, Action: Merge, Record: Advance, State: Clean, Reason: "your edits and what is generated now are merged"}
}

// decideDeleted is about a shared file that a person deleted.
func decideDeleted(c Case) Decision {
	switch {
	case c.State == Dropped:
		return Decision{Row: 10, Action: Keep, Record: Stay, Reason: "stays deleted, as you accepted"}
	case c.New == c.Base:
		return Decision{Row: 9, Action: Keep, Record: Stay, State: Gone, Reason: "you deleted it and nothing new was generated; stays deleted"}
	}
	return Decision{Row: 10, Action: Keep, Record: Stay, State: Missing, Conflict: true,
		Reason: "you deleted it, but what is generated now differs",
		Advice: "accept it to keep it deleted, or accept --new to have it back"}
}

// mergeConflict is row 8 when the merge could not decide.
func mergeConflict(reason string) Decision {
	return Decision{Row: 8, Action: Merge, Record: Advance, State: Conflict, Conflict: true, Reason: reason,
		Advice: "edit the marked lines, then accept the file; --mine or --new takes one side whole"}
}

func addAdd() Decision {
	return Decision{Row: 3, Action: Keep, Record: Advance, State: Conflict, Conflict: true,
		Reason: "a file that was not generated stands where one belongs",
		Advice: "accept it to keep yours as an edit of the generated one, or accept --new to take the generated one"}
}

func foreign() Decision {
	return Decision{Row: 19, Action: Keep, Record: Stay, State: Blocked, Conflict: true,
		Reason: "a link, folder or device stands where a file belongs; it is not followed",
		Advice: "move or delete it and generate again"}
}

// unresolved keeps a file out of further runs until somebody accepts it.
func unresolved(c Case) Decision {
	switch {
	case c.Mine != "" && c.Mine == c.New:
		return Decision{Row: 7, Action: Keep, Record: Advance, State: Clean, Reason: "the conflict is solved: it equals what is generated now"}
	case c.Mine == "":
		return Decision{Row: 8, Action: Keep, Record: Stay, State: Conflict, Conflict: true,
			Reason: "the file in conflict was deleted; both versions are kept",
			Advice: "accept it to keep it deleted; --mine or --new takes one side whole"}
	}
	return Decision{Row: 8, Action: Keep, Record: Stay, State: Conflict, Conflict: true,
		Reason: "an earlier run left a conflict that is not accepted yet",
		Advice: "solve it, then accept the file; --mine or --new takes one side whole"}
}
