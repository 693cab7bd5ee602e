# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become models."""

from typing import Any

from . import _call, _wire, models


def _read_balance(data: Any) -> models.Balance:
    return models.Balance(
        name=_wire.string(data["name"]),
        cents=_wire.integer(data["cents"]),
    )


BALANCE = _call.Operation(
    id="balance",
    method="GET",
    path="/v1/balance",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_read_balance),
)

BOOK = _call.Operation(
    id="book",
    method="POST",
    path="/v1/book",
    inputs="json",
    reads=False,
    accept=_call.JSON,
    read=_call.json_of(_wire.integer),
)

ARCHIVE = _call.Operation(
    id="archive",
    method="POST",
    path="/v1/archive",
    inputs="form",
    reads=False,
    accept=_call.JSON,
    read=_call.json_of(_wire.integer),
)
