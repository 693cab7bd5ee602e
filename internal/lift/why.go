package lift

// What reasons have in common, so that whoever tells many of them can tell them together. A reason's own text says what
// it is at its place.
const (
	noFunction     = "it is no function of the module that can be called from outside"
	takesUnsent    = "it takes what no caller can send"
	changesGiven   = "it changes what it is given"
	unknownResult  = "its result is not proven to cross to another process"
	ofOneSession   = "it reads or changes what belongs to one session or person"
	drawsMore      = "it draws, asks or steers in a way that the service cannot record"
	ofTheProcess   = "it depends on, or sets, something of the whole process"
	twoCopies      = "both sides would hold what the app has once"
	objectUnsure   = "it is a method, and its object is not surely one that the service can hold"
	atImport       = "it is called while a module is imported"
	handledWrong   = "its callers would take a service that cannot be asked for a failure of the function"
	oneTransaction = "one transaction spans several calls"
	cannotFollow   = "what it needs cannot move with it"
)

// because gives reasons what they have in common, where they do not say it themselves.
func because(what string, reasons ...Reason) []Reason {
	for i := range reasons {
		if reasons[i].Because == "" {
			reasons[i].Because = what
		}
	}
	return reasons
}
