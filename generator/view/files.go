package view

// GroupFile is what a template sees that makes one file a group.
type GroupFile struct {
	*View
	Group Group
}

// PageFile is what a template sees that makes one file a page.
type PageFile struct {
	*View
	Page Page
}

// OperationFile is what a template sees that makes one file an operation.
type OperationFile struct {
	*View
	Operation Operation
}
