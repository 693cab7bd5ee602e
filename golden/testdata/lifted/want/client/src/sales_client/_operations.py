# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become models."""

from typing import Any

from . import _call, _wire, models


def _read_headline(data: Any) -> models.Headline:
    return models.Headline(
        revenue=_wire.number(data["revenue"]),
        orders=_wire.integer(data["orders"]),
        average_order=_wire.optional(_wire.number)(data["average_order"]),
        best_day=_wire.optional(_wire.date)(data["best_day"]),
    )


HEADLINE = _call.Operation(
    id="headline",
    method="GET",
    path="/v1/headline",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_read_headline),
)


def _read_monthly_revenue(data: Any) -> models.MonthlyRevenueRow:
    return models.MonthlyRevenueRow(
        month=_wire.string(data["month"]),
        revenue=_wire.number(data["revenue"]),
        orders=_wire.integer(data["orders"]),
        change=_wire.optional(_wire.number)(data["change"]),
    )


MONTHLY_REVENUE = _call.Operation(
    id="monthly_revenue",
    method="GET",
    path="/v1/monthly-revenue",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_read_monthly_revenue),
)


def _read_top_products(data: Any) -> models.TopProductsRow:
    return models.TopProductsRow(
        product=_wire.string(data["product"]),
        category=_wire.string(data["category"]),
        units=_wire.integer(data["units"]),
        revenue=_wire.number(data["revenue"]),
    )


TOP_PRODUCTS = _call.Operation(
    id="top_products",
    method="GET",
    path="/v1/top-products",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_read_top_products),
)

EXPORT_ORDERS = _call.Operation(
    id="export_orders",
    method="GET",
    path="/v1/export-orders",
    reads=True,
    accept=_call.ANY,
    read=_call.file_named("orders.csv"),
    spools=True,
)

PLACE_ORDER = _call.Operation(
    id="place_order",
    method="POST",
    path="/v1/place-order",
    inputs="json",
    reads=False,
    accept=_call.JSON,
    read=_call.json_of(_wire.integer),
)


def _outcome(response: Any) -> Any:
    from . import replay

    return replay.decode(response.content)


def _replayed(id: str, path: str, *, reads: bool) -> _call.Operation[Any]:
    return _call.Operation(
        id=id,
        method="POST",
        path=path,
        inputs="replay",
        reads=reads,
        accept=_call.REPLAY,
        read=_outcome,
    )


REPLAYED = {
    "headline": _replayed("headline", "/v1/headline", reads=True),
    "monthly_revenue": _replayed("monthly_revenue", "/v1/monthly-revenue", reads=True),
    "top_products": _replayed("top_products", "/v1/top-products", reads=True),
    "export_orders": _replayed("export_orders", "/v1/export-orders", reads=True),
    "place_order": _replayed("place_order", "/v1/place-order", reads=False),
}
