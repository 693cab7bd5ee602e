# Generated from streamlift.yaml; do not edit. Operations: add_note
from typing import Annotated

from pydantic import Field

from notes.operations.models import Params


class AddNoteParams(Params):
    text: Annotated[str, Field(min_length=1, max_length=2000)]
