# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become values."""

from . import _call

SHORTEN = _call.Operation(
    id="shorten",
    method="POST",
    path="/v1/shorten",
    inputs="form",
    reads=True,
    accept=_call.ANY,
    read=_call.file_named("short.txt"),
    spools=True,
)
