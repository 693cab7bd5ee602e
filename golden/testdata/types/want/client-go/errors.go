// Code generated from streamlift.yaml; DO NOT EDIT.

package alltypesclient

import (
	"cmp"
	"encoding/json"
	"fmt"
)

// Problem is an answer that says no (RFC 9457). Find it with [errors.As].
type Problem struct {
	Status    int          // of HTTP
	Type      string       // as "urn:problem:invalid-request"; "about:blank" where the status says it all
	Detail    string       // what is wrong, for people
	Operation string       // its id
	RequestID string       // under which the service logged the request
	Errors    []FieldError // what is wrong with which input
}

// FieldError is what is wrong with one input.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error says what is wrong, with what the service's log is searched for.
func (p *Problem) Error() string {
	return fmt.Sprintf("%s: %s (status %d, request %s)", p.Operation, p.Detail, p.Status, p.RequestID)
}

// CallError is a call without an answer, or with one that cannot be read. A call that writes may have been carried out.
type CallError struct {
	Operation string
	RequestID string
	Err       error
}

// Error says what failed.
func (e *CallError) Error() string {
	return fmt.Sprintf("%s: %v (request %s)", e.Operation, e.Err, e.RequestID)
}

// Unwrap gives the cause, as [context.DeadlineExceeded].
func (e *CallError) Unwrap() error { return e.Err }

// problem reads an answer that says no. Its body may be anything.
func problem(a answer, content []byte) *Problem {
	var document struct {
		Type, Title, Detail string
		Errors              []FieldError
	}
	_ = json.Unmarshal(content, &document)
	return &Problem{
		Status:    a.StatusCode,
		Type:      cmp.Or(document.Type, "about:blank"),
		Detail:    cmp.Or(document.Detail, document.Title, fmt.Sprintf("the service answered with status %d", a.StatusCode)),
		Operation: a.operation,
		RequestID: a.requestID,
		Errors:    document.Errors,
	}
}
