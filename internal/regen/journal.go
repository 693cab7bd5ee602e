package regen

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// The tool's own folder in a project. The transaction folder exists only while files are being replaced.
const (
	stateDir    = ".streamlift"
	txDir       = stateDir + "/tx"
	journalPath = txDir + "/journal"
)

// ErrUnfinished is returned while a transaction folder stands in the project: exit code 6.
var ErrUnfinished = errors.New("a run is going on or was interrupted; when none is going on, run streamlift recover")

// step replaces one file. Old and New are what the path held before and holds after; "" is no file.
type step struct {
	Path    string      `json:"path"`
	Old     Hash        `json:"old"`
	New     Hash        `json:"new"`
	Perm    fs.FileMode `json:"perm,omitempty"` // 0 is 0644
	content []byte      // until it is staged
}

// journal is what recovery needs: it is written once, before the first file is touched.
type journal struct {
	Steps []step `json:"steps"`
	Sum   Hash   `json:"sum"` // of the steps as JSON: a torn journal is no journal
}

func newPath(i int) string { return fmt.Sprintf("%s/new/%d", txDir, i) }
func oldPath(i int) string { return fmt.Sprintf("%s/old/%d", txDir, i) }

// commit replaces the files of all steps or of none. An error before the journal stands leaves the project as it was;
// an error after it is undone at once. Only a process that dies, or a disk that fails twice, leaves work for Recover.
func commit(d disk, steps []step) error {
	if len(steps) == 0 {
		return nil
	}
	if err := d.mkdir(stateDir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := d.mkdir(txDir); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return ErrUnfinished
		}
		return err
	}
	release, err := d.hold()
	if errors.Is(err, ErrUnfinished) {
		return err
	}
	if err != nil {
		return errors.Join(err, d.removeAll(txDir))
	}
	defer release()
	if err := stage(d, steps); err != nil {
		return errors.Join(err, d.removeAll(txDir))
	}
	err = replaceAll(d, steps)
	if err == nil {
		err = finish(d, steps)
	}
	if err == nil {
		return nil
	}
	if open, lookErr := d.exists(journalPath); lookErr == nil && !open {
		return fmt.Errorf("all files are written, but %s is still there: %w: %w", txDir, err, ErrUnfinished)
	}
	if undone := undo(d, steps); undone != nil {
		return fmt.Errorf("%w (undoing it also failed: %w): %w", err, undone, ErrUnfinished)
	}
	return err
}

// stage writes all new contents and then the journal, and checks that nobody changed a file since the plan was made.
func stage(d disk, steps []step) error {
	for _, dir := range []string{txDir + "/new", txDir + "/old"} {
		if err := d.mkdir(dir); err != nil {
			return err
		}
	}
	for i, s := range steps {
		if s.New == "" {
			continue
		}
		if err := d.write(newPath(i), s.content, cmp.Or(s.Perm, 0o644)); err != nil {
			return err
		}
	}
	for _, s := range steps {
		found, err := d.look(s.Path)
		if err != nil {
			return err
		}
		if found.foreign || found.hash != s.Old {
			return fmt.Errorf("%s: changed while the plan was made. generate again", s.Path)
		}
	}
	sum, err := sumOf(steps)
	if err != nil {
		return err
	}
	content, err := json.MarshalIndent(journal{Steps: steps, Sum: sum}, "", " ")
	if err != nil {
		return err
	}
	if err := d.writeSynced(journalPath+".part", content); err != nil {
		return err
	}
	return d.rename(journalPath+".part", journalPath)
}

func sumOf(steps []step) (Hash, error) {
	content, err := json.Marshal(steps)
	return HashOf(content), err
}

// replaceAll brings every path to its new state. It may be repeated: a step that was done is skipped.
func replaceAll(d disk, steps []step) error {
	for i, s := range steps {
		if err := replace(d, i, s); err != nil {
			return err
		}
	}
	return nil
}

func replace(d disk, i int, s step) error {
	found, err := d.look(s.Path)
	if err != nil {
		return err
	}
	kept, err := d.look(oldPath(i))
	if err != nil {
		return err
	}
	staged, err := d.look(newPath(i))
	if err != nil {
		return err
	}
	if s.New != "" && staged.hash == "" && found.hash == s.New || s.New == "" && found.hash == "" && !found.foreign {
		return nil // this step was done
	}
	if s.New != "" && staged.hash != s.New {
		return fmt.Errorf("%s: its staged content is damaged", s.Path)
	}
	switch {
	case found.foreign || found.hash != "" && found.hash != s.Old:
		return fmt.Errorf("%s: changed while files were replaced", s.Path)
	case found.hash != "" && kept.hash == "":
		if err := d.rename(s.Path, oldPath(i)); err != nil {
			return err
		}
	}
	if s.New == "" {
		return nil
	}
	if err := d.mkdirAll(path.Dir(s.Path)); err != nil {
		return err
	}
	return d.rename(newPath(i), s.Path)
}

// finish ends a transaction whose files are all in place.
func finish(d disk, steps []step) error {
	for _, s := range steps {
		if s.New != "" {
			continue
		}
		if err := d.removeEmptyParents(s.Path); err != nil {
			return err
		}
	}
	return closeJournal(d)
}

// closeJournal removes the journal: this is the moment at which the transaction is over. What is left of its folder
// is rubbish, which the next run may remove.
func closeJournal(d disk) error {
	if err := d.remove(journalPath); err != nil {
		return err
	}
	return d.removeAll(txDir)
}

// undo brings every path back to its old state. It may be repeated, like replaceAll.
func undo(d disk, steps []step) error {
	for i := len(steps) - 1; i >= 0; i-- {
		if err := restore(d, i, steps[i]); err != nil {
			return err
		}
	}
	for _, s := range steps {
		if s.Old != "" {
			continue
		}
		if err := d.removeEmptyParents(s.Path); err != nil {
			return err
		}
	}
	return closeJournal(d)
}

func restore(d disk, i int, s step) error {
	found, err := d.look(s.Path)
	if err != nil {
		return err
	}
	kept, err := d.look(oldPath(i))
	if err != nil {
		return err
	}
	staged, err := d.look(newPath(i))
	if err != nil {
		return err
	}
	moved := s.New != "" && staged.hash == "" // the new file stands at its path
	switch {
	case kept.hash == "" && !(moved && s.Old == ""):
		return nil // the old file never left, or there was none and nothing came
	case found.foreign || found.hash != "" && (!moved || found.hash != s.New):
		return fmt.Errorf("%s: changed after the run was interrupted. move it away and run streamlift recover again", s.Path)
	case found.hash != "":
		if err := d.rename(s.Path, newPath(i)); err != nil {
			return err
		}
	}
	if kept.hash == "" {
		return nil
	}
	if err := d.mkdirAll(path.Dir(s.Path)); err != nil {
		return err
	}
	return d.rename(oldPath(i), s.Path)
}

// Recovery says what Recover found and did.
type Recovery string

// The recoveries.
const (
	Nothing  Recovery = "nothing"  // no transaction was open
	Undone   Recovery = "undone"   // the project is as it was before the run
	Finished Recovery = "finished" // the project is as the run wanted it
	Joined   Recovery = "joined"   // the lock held merge markers and now holds the lines of both sides
)

// recoverDisk ends an interrupted transaction: forward when every staged file is whole, else back.
func recoverDisk(d disk) (Recovery, error) {
	if there, err := d.exists(txDir); err != nil || !there {
		return Nothing, err
	}
	release, err := d.hold()
	if err != nil {
		return "", err
	}
	defer release()
	steps, err := readJournal(d)
	if err != nil {
		return "", err
	}
	if steps == nil { // nothing outside the folder was touched yet
		return Undone, d.removeAll(txDir)
	}
	if replaceAll(d, steps) == nil {
		return Finished, finish(d, steps)
	}
	return Undone, undo(d, steps)
}

// readJournal gives nil when no whole journal stands; a damaged one is an error, for files may have been moved.
func readJournal(d disk) ([]step, error) {
	content, err := d.read(journalPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var j journal
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&j); err != nil {
		return nil, fmt.Errorf("%s: damaged: %w. the originals stand in %s/old", journalPath, err, txDir)
	}
	if sum, err := sumOf(j.Steps); err != nil || sum != j.Sum {
		return nil, fmt.Errorf("%s: damaged: its sum differs. the originals stand in %s/old", journalPath, txDir)
	}
	return j.Steps, nil
}
