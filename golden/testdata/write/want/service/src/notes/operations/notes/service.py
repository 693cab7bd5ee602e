from sqlalchemy import Engine, text

from notes.operations.notes import schemas

ADD_NOTE = text("""\
INSERT INTO notes (text, tags, at)
VALUES (:text, '\\:none'::jsonb, now()::date) -- not \\:this
""")


def add_note(db: Engine, params: schemas.AddNoteParams) -> int:
    """Adds a note and gives the number of rows."""
    with db.begin() as connection:
        found = connection.execute(ADD_NOTE, params.model_dump())
        return found.rowcount
