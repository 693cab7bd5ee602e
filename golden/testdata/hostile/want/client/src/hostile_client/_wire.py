# Generated from streamlift.yaml; do not edit.
"""Values on the wire: inputs as text or JSON, answers as the types that models declare."""

import datetime as dt
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

Scalar = str | int | float | bool | Decimal | dt.date | dt.time
Value = Scalar | Sequence[Scalar] | None


def to_json(value: Value) -> Any:
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def to_text(value: Value) -> str | list[str]:
    """The text of an input in a query or form, several for a list.

    An empty list is one empty text: left out, the service would take its default.
    """
    if isinstance(value, list | tuple):
        return [str(to_text(item)) for item in value] or [""]
    return str(value).lower() if isinstance(value, bool) else str(to_json(value))


def anything(value: Any) -> object:
    return value


def boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def integer(value: Any) -> int:
    if isinstance(value, bool) or int(value) != value:
        raise TypeError(f"{value!r} is no whole number")
    return int(value)


def number(value: Any) -> float:
    # JSON has no NaN: where a number must stand, null is one.
    return math.nan if value is None else float(value)


def string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
