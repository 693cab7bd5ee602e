# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become models."""

from typing import Any

from . import _call, _wire, models

DAYS = _call.Operation(
    id="days",
    method="GET",
    path="/v1/days",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.items(_wire.string)),
)

PRICES = _call.Operation(
    id="prices",
    method="GET",
    path="/v1/prices",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_wire.mapping),
)


def _read_summary(data: Any) -> models.Summary:
    return models.Summary(
        sales=_wire.integer(data["sales"]),
        revenue=_wire.number(data["revenue"]),
        best=_wire.optional(_wire.string)(data["best"]),
    )


SUMMARY = _call.Operation(
    id="summary",
    method="GET",
    path="/v1/summary",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_read_summary),
)

EXPORT = _call.Operation(
    id="export",
    method="GET",
    path="/v1/export",
    reads=True,
    accept=_call.ANY,
    read=_call.file_named("day.csv"),
    spools=True,
)

ADD_DAY = _call.Operation(
    id="add_day",
    method="POST",
    path="/v1/add-day",
    inputs="form",
    reads=False,
    accept=_call.JSON,
    read=_call.json_of(_wire.integer),
)

BOARD = _call.Operation(
    id="board",
    method="GET",
    path="/v1/board",
    reads=True,
    accept=_call.JSON,
    read=_call.nothing,
)

QUOTE = _call.Operation(
    id="quote",
    method="GET",
    path="/v1/quote",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.number),
)

DROP = _call.Operation(
    id="drop",
    method="POST",
    path="/v1/drop",
    inputs="json",
    reads=False,
    accept=_call.JSON,
    read=_call.nothing,
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
    "days": _replayed("days", "/v1/days", reads=True),
    "prices": _replayed("prices", "/v1/prices", reads=True),
    "summary": _replayed("summary", "/v1/summary", reads=True),
    "export": _replayed("export", "/v1/export", reads=True),
    "add_day": _replayed("add_day", "/v1/add-day", reads=False),
    "board": _replayed("board", "/v1/board", reads=True),
    "quote": _replayed("quote", "/v1/quote", reads=True),
    "drop": _replayed("drop", "/v1/drop", reads=False),
}
