# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become models."""

from typing import Any

from . import _call, _wire, models


def _read_worth(data: Any) -> models.Worth:
    return models.Worth(
        store=_wire.string(data["store"]),
        worth=_wire.decimal(data["worth"]),
    )


WORTH = _call.Operation(
    id="worth",
    method="POST",
    path="/v1/worth",
    inputs="json",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_read_worth),
)

MOVE = _call.Operation(
    id="move",
    method="POST",
    path="/v1/move",
    inputs="json",
    reads=False,
    accept=_call.JSON,
    read=_call.nothing,
)

PRICE = _call.Operation(
    id="price",
    method="GET",
    path="/v1/price",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.anything),
)

ATTACH = _call.Operation(
    id="attach",
    method="POST",
    path="/v1/attach",
    inputs="form",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.items(_wire.string)),
)

STORES = _call.Operation(
    id="stores",
    method="GET",
    path="/v1/stores",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.items(_wire.string)),
)

NEWEST = _call.Operation(
    id="newest",
    method="GET",
    path="/v1/newest",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.mapping),
)

OLD_TABLE = _call.Operation(
    id="old_table",
    method="POST",
    path="/v1/old-table",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_wire.mapping),
)

EXPORT = _call.Operation(
    id="export",
    method="GET",
    path="/v1/export",
    reads=True,
    accept=_call.ANY,
    read=_call.file_named("export.csv"),
    spools=True,
)

FORGET = _call.Operation(
    id="forget",
    method="DELETE",
    path="/v1/stock/everything",
    reads=False,
    accept=_call.JSON,
    read=_call.nothing,
)
