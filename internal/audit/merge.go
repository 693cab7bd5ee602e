package audit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/manifest"
)

// Merge takes a new audit into a manifest that people edited: all that stands in it stays as it is, operations that are
// new are added at the end, those whose function was renamed follow it, and what vanished from the app is told.
func (r *Report) Merge(old, fresh []byte) (content []byte, notes []string, err error) {
	before, _ := manifest.Load(manifest.FileName, old)
	after, _ := manifest.Load(manifest.FileName, fresh)
	content = old
	gone, added := differences(before, after)
	gone = slices.DeleteFunc(gone, func(op manifest.Operation) bool { // a person asks for it, though it is not worth a request
		return op.From.Kind == manifest.FromLift && slices.Contains(r.declined, op.From.File+":"+op.From.Function)
	})
	nodes := itemsOf(fresh)
	for _, op := range slices.Clone(gone) {
		i := slices.IndexFunc(added, func(n manifest.Operation) bool { return n.ID == op.ID && cutOut(op, n) })
		if i < 0 {
			continue
		}
		if content, err = manifest.Set(content, []string{"operations", op.ID, "from"}, pick(nodes[op.ID], "from")); err != nil {
			return nil, nil, err
		}
		notes = append(notes, fmt.Sprintf("cut out: %s is now %s", op.ID, sourceText(added[i])))
		gone = slices.DeleteFunc(gone, func(g manifest.Operation) bool { return g.ID == op.ID })
		added = slices.Delete(added, i, i+1)
	}
	if len(gone) == 1 && len(added) == 1 && follows(gone[0], added[0]) {
		from := pick(nodes[added[0].ID], "from")
		if content, err = manifest.Set(content, []string{"operations", gone[0].ID, "from"}, from); err != nil {
			return nil, nil, err
		}
		notes = append(notes, fmt.Sprintf("followed: %s is now %s", gone[0].ID, sourceText(added[0])))
		gone, added = nil, nil
	}
	for _, op := range gone {
		notes = append(notes, fmt.Sprintf("vanished: %s is no longer at %s; take it out, or point its `from` elsewhere", op.ID, sourceText(op)))
	}
	if content, err = mark(content, before, gone); err != nil {
		return nil, nil, err
	}
	for _, op := range added {
		if slices.ContainsFunc(before.Operations, func(o manifest.Operation) bool { return o.ID == op.ID || o.Name == op.ID }) {
			notes = append(notes, fmt.Sprintf("not added: %s of %s, whose name another operation has", op.ID, sourceText(op)))
			continue
		}
		if content, err = manifest.Append(content, []string{"operations"}, nodes[op.ID]); err != nil {
			return nil, nil, err
		}
		notes = append(notes, fmt.Sprintf("new: %s of %s", op.ID, sourceText(op)))
	}
	if len(notes) == 0 {
		notes = append(notes, "nothing is new: the manifest stays as it is")
	}
	if _, diags := manifest.Load(manifest.FileName, content); diags.Failed() {
		return nil, nil, diags
	}
	return content, notes, nil
}

// differences are the operations that a new audit no longer has, and those that it has besides.
func differences(before, after *manifest.Manifest) (gone, added []manifest.Operation) {
	for _, op := range before.Operations {
		if op.From.Kind != manifest.FromLift && op.From.Kind != manifest.FromRegion {
			continue
		}
		if !slices.ContainsFunc(after.Operations, func(n manifest.Operation) bool { return sameSource(op, n) }) {
			gone = append(gone, op)
		}
	}
	for _, op := range after.Operations {
		if !slices.ContainsFunc(before.Operations, func(o manifest.Operation) bool { return sameSource(o, op) }) {
			added = append(added, op)
		}
	}
	return gone, added
}

// vanished is how a mark of an operation that is no longer in the app begins, behind its id.
const vanished = " vanished from the app"

// mark notes the operations that vanished in `unresolved`, and takes out the marks of those that are back, or gone for
// good.
func mark(content []byte, before *manifest.Manifest, gone []manifest.Operation) ([]byte, error) {
	var err error
	marked := map[string]bool{}
	for i := len(before.Unresolved) - 1; i >= 0; i-- {
		id, _, isMark := strings.Cut(before.Unresolved[i].Reason, vanished)
		switch {
		case !isMark:
		case slices.ContainsFunc(gone, func(op manifest.Operation) bool { return op.ID == id }):
			marked[id] = true
		default:
			at := []string{"unresolved", strconv.Itoa(i)}
			if len(before.Unresolved) == 1 {
				at = at[:1]
			}
			if content, err = manifest.Delete(content, at); err != nil {
				return nil, err
			}
		}
	}
	for _, op := range gone {
		if marked[op.ID] {
			continue
		}
		one := mapping(true)
		put(one, "at", text(op.From.File))
		put(one, "reason", text(op.ID+vanished+": take it out, or point its `from` elsewhere"))
		if content, err = manifest.Append(content, []string{"unresolved"}, one); err != nil {
			return nil, err
		}
	}
	return content, nil
}

// sameSource reports whether two operations are made of the same piece of the app.
func sameSource(a, b manifest.Operation) bool {
	if a.From.Kind != b.From.Kind || a.From.File != b.From.File || a.From.Function != b.From.Function {
		return false
	}
	return a.From.Kind != manifest.FromRegion || a.From.Fingerprint == b.From.Fingerprint || a.From.Ordinal == b.From.Ordinal && a.Kind == b.Kind
}

// cutOut reports whether a function is what a person made of a region: it has the name that was proposed for it.
func cutOut(gone, came manifest.Operation) bool {
	return gone.From.Kind == manifest.FromRegion && came.From.Kind == manifest.FromLift && gone.Kind == came.Kind
}

// follows reports whether the one operation that vanished and the one that came are the same but for their name: the
// same file, kind and inputs.
func follows(gone, came manifest.Operation) bool {
	if gone.From.Kind != came.From.Kind || gone.From.File != came.From.File || gone.Kind != came.Kind || len(gone.Inputs) != len(came.Inputs) {
		return false
	}
	for i := range gone.Inputs {
		if gone.Inputs[i].Name != came.Inputs[i].Name {
			return false
		}
	}
	return true
}

func sourceText(op manifest.Operation) string {
	if op.From.Function == "" {
		return op.From.File
	}
	return op.From.File + ":" + op.From.Function
}

// itemsOf are the operations of a manifest as YAML, by id.
func itemsOf(content []byte) map[string]*yaml.Node {
	var root struct {
		Operations []yaml.Node `yaml:"operations"`
	}
	out := map[string]*yaml.Node{}
	if yaml.Unmarshal(content, &root) != nil {
		return out
	}
	for i := range root.Operations {
		n := &root.Operations[i]
		if id := pick(n, "id"); id != nil {
			out[id.Value] = n
		}
	}
	return out
}

func pick(n *yaml.Node, key string) *yaml.Node {
	if n == nil {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
