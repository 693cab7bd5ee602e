# Generated from streamlift.yaml; do not edit.
"""Tables: from what operations find to Arrow, and from Arrow to what a caller accepts."""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from io import BytesIO
from types import NoneType
from typing import Annotated, Any, TypeVarTuple, get_args

import pyarrow as pa
from fastapi import Depends, Header
from fastapi.responses import Response
from pyarrow import csv, ipc
from pydantic import BaseModel
from pydantic_core import to_json
from sqlalchemy import CursorResult

from shop.exceptions import NotAcceptable, TooManyRows

Ts = TypeVarTuple("Ts")

JSON = "application/json"
ARROW = "application/vnd.apache.arrow.stream"
CSV = "text/csv"
RANGES = {  # what names each in an Accept header, the nearest first
    JSON: (JSON, "application/*", "*/*"),
    ARROW: (ARROW, "application/*", "*/*"),
    CSV: (CSV, "text/*", "*/*"),
}

ARROW_TYPES: dict[Any, pa.DataType] = {
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    str: pa.string(),
    dt.date: pa.date32(),
    dt.datetime: pa.timestamp("us"),
    dt.time: pa.time64("us"),
}


def from_result(result: CursorResult[Any], row: type[BaseModel] | None, max_rows: int) -> pa.Table:
    names = list(result.keys())
    rows = result.fetchmany(max_rows + 1)
    refuse_beyond(max_rows, len(rows))
    found = dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))
    types = column_types(row) if row else dict.fromkeys(names)
    return pa.table({name: column(found[name], kind) for name, kind in types.items()})


def refuse_beyond(max_rows: int, count: int) -> None:
    if count > max_rows:
        raise TooManyRows(f"more than {max_rows} rows: ask for less")


def column_types(row: type[BaseModel]) -> dict[str, Any]:
    """The columns that a row model names, with their types but for None."""
    return {
        field.alias or name: next(
            (part for part in get_args(field.annotation) if part is not NoneType), field.annotation
        )
        for name, field in row.model_fields.items()
    }


def column(values: Iterable[Any], kind: Any) -> pa.Array:
    if kind is Decimal:  # drivers without decimals give floats
        values = [None if value is None else Decimal(str(value)) for value in values]
    elif kind is dt.time:  # SQLite keeps times as text
        values = [dt.time.fromisoformat(v) if isinstance(v, str) else v for v in values]
    array = pa.array(values, from_pandas=True)
    if kind is dt.date:  # SQLite keeps dates as text, some with a time of 00:00
        array = array.cast(ARROW_TYPES[dt.datetime])
    return array.cast(ARROW_TYPES.get(kind, array.type))


async def negotiate(accept: Annotated[str, Header(include_in_schema=False)] = JSON) -> str:
    """The representation that a caller likes best, JSON where it does not matter."""
    wishes = dict(map(read_wish, accept.lower().split(",")))
    liked = {
        offer: next((wishes[name] for name in ranges if name in wishes), 0.0)
        for offer, ranges in RANGES.items()
    }
    best = max(liked, key=liked.__getitem__)
    if not liked[best]:
        raise NotAcceptable(f"ask for {JSON}, {ARROW} or {CSV}")
    return best


def read_wish(part: str) -> tuple[str, float]:
    """A media type or range of an Accept header with its quality; 0 refuses it."""
    name, *parameters = [piece.strip() for piece in part.split(";")]
    q = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
    return name, float(q) if q.replace(".", "", 1).isdecimal() else 0.0


AcceptedDep = Annotated[str, Depends(negotiate)]


def answer(media_type: str, operation: Callable[[*Ts], pa.Table], *args: *Ts) -> Response:
    """Runs in the operation's thread, for encoding takes longer than many a query."""
    body = encode(operation(*args), media_type)
    return Response(body, media_type=media_type, headers={"Vary": "Accept"})


def encode(table: pa.Table, media_type: str) -> bytes:
    if media_type == JSON:
        return to_json(table.to_pylist(), inf_nan_mode="null")
    sink = BytesIO()
    if media_type == CSV:
        csv.write_csv(table, sink)
    else:
        with ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
    return sink.getvalue()


def responses(
    rows: type[list[Any]] = list[dict[str, Any]],
) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says about a table's representations."""
    content: dict[str, Any] = {ARROW: {}, CSV: {}}
    return {200: {"description": "The table", "model": rows, "content": content}}
