package catalogue

import (
	"math/bits"
	"strings"
)

// Effect is one kind of thing that code can cause or depend on besides its arguments and its result.
type Effect uint8

// The effects. effectTable says what each means; nothing else in the project names them.
const (
	Draws Effect = iota
	Asks
	Feedback
	Control
	StateRead
	StateWrite
	IdentityRead
	SecretsRead
	EnvRead
	EnvWrite
	DB
	DBRead
	DBWrite
	NetRead
	NetWrite
	FileRead
	FileWrite
	Process
	Trains
	Infers
	Sleeps
	Random
	Clock
	SettingsRead
	SettingsWrite
	Unknown
	effectCount
)

// EffectDoc is one row of the table of effects.
type EffectDoc struct {
	Effect Effect
	Name   string // as written in YAML and JSON
	Doc    string // one sentence fragment
	Cost   Cost   // what an entry with this effect costs unless it says otherwise
}

// EffectTable is the one table of effects: names, meanings, usual costs. It is flat.
func EffectTable() [effectCount]EffectDoc {
	return [effectCount]EffectDoc{
		{Effect: Draws, Name: "draws", Doc: "puts an element on the page"},
		{Effect: Asks, Name: "asks", Doc: "draws a widget and reads the user's answer"},
		{Effect: Feedback, Name: "feedback", Doc: "tells the user how work goes: error, warning, info, success, spinner, progress, toast, status"},
		{Effect: Control, Name: "control", Doc: "controls the run: stop, rerun, switch page, navigation, page config, clearing a cache, exit"},
		{Effect: StateRead, Name: "state.read", Doc: "reads session state or query parameters"},
		{Effect: StateWrite, Name: "state.write", Doc: "writes session state or query parameters"},
		{Effect: IdentityRead, Name: "identity.read", Doc: "reads who asks: st.user, st.context headers and cookies"},
		{Effect: SecretsRead, Name: "secrets.read", Doc: "reads st.secrets or a secret store"},
		{Effect: EnvRead, Name: "env.read", Doc: "reads an environment variable"},
		{Effect: EnvWrite, Name: "env.write", Doc: "writes an environment variable: process-wide"},
		{Effect: DB, Name: "db", Doc: "uses a database; whether it writes is not known, because the SQL text is not", Cost: IO},
		{Effect: DBRead, Name: "db.read", Doc: "reads a database or another store of records", Cost: IO},
		{Effect: DBWrite, Name: "db.write", Doc: "writes a database or another store of records, schema and transactions included", Cost: IO},
		{Effect: NetRead, Name: "net.read", Doc: "asks a remote service without changing it", Cost: IO},
		{Effect: NetWrite, Name: "net.write", Doc: "sends to a remote service what may change it", Cost: IO},
		{Effect: FileRead, Name: "file.read", Doc: "reads a file or looks at the file tree", Cost: IO},
		{Effect: FileWrite, Name: "file.write", Doc: "writes, moves or removes a file or folder", Cost: IO},
		{Effect: Process, Name: "process", Doc: "starts, ends or talks to a process or thread", Cost: IO},
		{Effect: Trains, Name: "trains", Doc: "fits a model", Cost: Slow},
		{Effect: Infers, Name: "infers", Doc: "runs a model", Cost: Slow},
		{Effect: Sleeps, Name: "sleeps", Doc: "waits", Cost: Slow},
		{Effect: Random, Name: "random", Doc: "is random"},
		{Effect: Clock, Name: "clock", Doc: "reads the clock"},
		{Effect: SettingsRead, Name: "settings.read", Doc: "reads what is set process-wide: working folder, locale, options, attributes of modules"},
		{Effect: SettingsWrite, Name: "settings.write", Doc: "sets something process-wide: working folder, locale, options, seeds, attributes of modules"},
		{Effect: Unknown, Name: "unknown", Doc: "calls something that nobody described: it may do anything"},
	}
}

// String is the effect's name.
func (e Effect) String() string { return EffectTable()[e].Name }

// Effects is a set of effects; the empty set is pure.
type Effects uint32

// Of makes a set.
func Of(list ...Effect) Effects {
	var s Effects
	for _, e := range list {
		s |= 1 << e
	}
	return s
}

// Has reports whether e is in the set.
func (s Effects) Has(e Effect) bool { return s&(1<<e) != 0 }

// Any reports whether the sets share an effect.
func (s Effects) Any(other Effects) bool { return s&other != 0 }

// List gives the effects in the order of the table.
func (s Effects) List() []Effect {
	list := make([]Effect, 0, bits.OnesCount32(uint32(s)))
	for e := range effectCount {
		if s.Has(e) {
			list = append(list, e)
		}
	}
	return list
}

// Names gives the names in the order of the table; never nil.
func (s Effects) Names() []string {
	table, names := EffectTable(), []string{}
	for _, e := range s.List() {
		names = append(names, table[e].Name)
	}
	return names
}

// String joins the names; "pure" when there are none.
func (s Effects) String() string {
	if s == 0 {
		return "pure"
	}
	return strings.Join(s.Names(), ", ")
}

// ParseEffect finds an effect by name.
func ParseEffect(name string) (Effect, bool) {
	for _, row := range EffectTable() {
		if row.Name == name {
			return row.Effect, true
		}
	}
	return 0, false
}

// Cost is how long a call may take, as an order of magnitude.
type Cost uint8

// The costs.
const (
	Cheap Cost = iota // computation over what is already there
	IO                // milliseconds and more: waits for a disk or a network
	Slow              // seconds: worth a job of its own
)

// String is the cost's name in YAML.
func (c Cost) String() string { return [...]string{"cheap", "io", "slow"}[c] }
