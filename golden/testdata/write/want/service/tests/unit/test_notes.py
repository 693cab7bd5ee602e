from notes.operations.notes import schemas, service


def test_add_note_binds_its_inputs() -> None:
    inputs = {field.alias or name for name, field in schemas.AddNoteParams.model_fields.items()}
    assert set(service.ADD_NOTE.compile().params) == inputs
