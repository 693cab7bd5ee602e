# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become models."""

from typing import Any

from . import _call, _wire, models


def _read_low_stock(data: Any) -> models.LowStockRow:
    return models.LowStockRow(
        sku=_wire.string(data["sku"]),
        name=_wire.string(data["name"]),
        quantity=_wire.integer(data["quantity"]),
        unit_cost=_wire.decimal(data["unit_cost"]),
        counted_on=_wire.date(data["counted_on"]),
    )


LOW_STOCK = _call.Operation(
    id="low_stock",
    method="GET",
    path="/v1/low-stock",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_read_low_stock),
)


def _read_part(data: Any) -> models.Part:
    return models.Part(
        sku=_wire.string(data["sku"]),
        name=_wire.string(data["name"]),
        quantity=_wire.integer(data["quantity"]),
        counted_on=_wire.date(data["counted_on"]),
    )


PART = _call.Operation(
    id="part",
    method="GET",
    path="/v1/part",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_read_part),
)

STOCK_VALUE = _call.Operation(
    id="stock_value",
    method="GET",
    path="/v1/stock-value",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.optional(_wire.number)),
)

RECOUNT = _call.Operation(
    id="recount",
    method="POST",
    path="/v1/recount",
    inputs="json",
    reads=False,
    accept=_call.JSON,
    read=_call.json_of(_wire.integer),
)

REORDER = _call.Operation(
    id="reorder",
    method="POST",
    path="/v1/reorder",
    inputs="json",
    reads=False,
    accept=_call.JSON,
    read=_call.nothing,
)
