package view

// modelImports are the imports of operations/models.py.
func (b *builder) modelImports(u ServiceUses) []string {
	i := b.imports()
	i.module("math", u.NeedsPlain || u.JSON)
	i.from("typing", "Annotated", u.Int64 || u.JSON)
	i.from("typing", "Any", u.NeedsPlain || u.OneOf || u.Written || u.JSON)
	i.from("pydantic", "BaseModel", u.Params || u.Records)
	i.from("pydantic", "ConfigDict", u.Params || u.Records)
	i.from("pydantic", "BeforeValidator", u.Lists || u.Written)
	i.from("pydantic", "AfterValidator", u.OneOf || u.Uploads || u.JSON)
	i.from("pydantic", "Field", u.Int64)
	i.from("pydantic", "ValidationInfo", u.Records)
	i.from("pydantic", "field_validator", u.Records)
	i.from("fastapi", "UploadFile", u.Uploads)
	i.from(b.view.App.Package+".exceptions", "TooLarge", u.Uploads)
	return i.lines()
}

// frameImports are the imports of platform/frames.py.
func (b *builder) frameImports(u ServiceUses) []string {
	i, made := b.imports(), u.SQLTables || u.CallTables
	i.module("datetime as dt", made)
	i.from("collections.abc", "Callable", true)
	i.from("collections.abc", "Iterable", made)
	i.from("decimal", "Decimal", made)
	i.from("io", "BytesIO", true)
	i.from("types", "NoneType", made)
	i.from("typing", "get_args", made)
	for _, name := range []string{"Annotated", "Any", "TypeVarTuple"} {
		i.from("typing", name, true)
	}
	i.module("pandas as pd", u.CallTables)
	i.module("pyarrow as pa", true)
	i.from("fastapi", "Depends", true)
	i.from("fastapi", "Header", true)
	i.from("fastapi.responses", "Response", true)
	i.from("pyarrow", "csv", true)
	i.from("pyarrow", "ipc", true)
	i.from("pydantic", "BaseModel", true)
	i.from("pydantic_core", "to_json", true)
	i.from("sqlalchemy", "CursorResult", u.SQLTables)
	i.from(b.view.App.Package+".exceptions", "NotAcceptable", true)
	i.from(b.view.App.Package+".exceptions", "TooManyRows", made)
	return i.lines()
}

// fileImports are the imports of platform/files.py.
func (b *builder) fileImports(u ServiceUses) []string {
	i := b.imports()
	i.from("collections.abc", "AsyncIterator", true)
	i.from("collections.abc", "Callable", true)
	i.from("io", "SEEK_END", true)
	i.from("typing", "IO", true)
	i.from("typing", "Any", true)
	i.from("typing", "TypeVarTuple", true)
	i.from("anyio", "to_thread", true)
	i.from("fastapi.responses", "Response", true)
	i.from("fastapi.responses", "StreamingResponse", true)
	i.module("csv", u.SQLFiles)
	i.from("io", "TextIOWrapper", u.SQLFiles)
	i.from("contextlib", "ExitStack", u.SQLFiles)
	i.from("tempfile", "SpooledTemporaryFile", u.SQLFiles)
	i.from("sqlalchemy", "CursorResult", u.SQLFiles)
	i.from("io", "StringIO", u.CallFiles)
	i.from("pathlib", "Path", u.CallFiles)
	return i.lines()
}
