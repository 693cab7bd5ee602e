# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become values."""

from . import _call, _wire

ADD_NOTE = _call.Operation(
    id="add_note",
    method="POST",
    path="/v1/add-note",
    inputs="json",
    reads=False,
    accept=_call.JSON,
    read=_call.json_of(_wire.integer),
)
