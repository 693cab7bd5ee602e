# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become models."""

from typing import Any

from . import _call, _wire, models


def _read_open_orders(data: Any) -> models.OpenOrdersRow:
    return models.OpenOrdersRow(
        id=_wire.integer(data["id"]),
        day=_wire.date(data["day"]),
        amount=_wire.optional(_wire.number)(data["amount"]),
    )


OPEN_ORDERS = _call.Operation(
    id="open_orders",
    method="GET",
    path="/v1/open-orders",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_read_open_orders),
)
