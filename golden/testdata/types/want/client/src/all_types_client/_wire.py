# Generated from streamlift.yaml; do not edit.
"""Values on the wire: inputs as text or JSON, answers as the types that models declare."""

import datetime as dt
import json
import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

T = TypeVar("T")

Scalar = str | int | float | bool | Decimal | dt.date | dt.time
Value = Scalar | Sequence[Any] | Mapping[str, Any] | None


def to_json(value: Value) -> Any:
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {name: to_json(item) for name, item in value.items()}
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


def json_object(values: Mapping[str, Value]) -> bytes:
    """Compact, without NaN, and with the two line ends escaped that JavaScript and Go escape."""
    encoded = {name: to_json(value) for name, value in values.items()}
    text = json.dumps(encoded, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def anything(value: Any) -> object:
    return value


def boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def date(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def datetime(value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)


def decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def integer(value: Any) -> int:
    if isinstance(value, bool) or int(value) != value:
        raise TypeError(f"{value!r} is no whole number")
    return int(value)


def items(decode: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    return lambda value: [decode(item) for item in value]


def mapping(value: Any) -> dict[str, object]:
    return dict(value)


def number(value: Any) -> float:
    # JSON has no NaN: where a number must stand, null is one.
    return math.nan if value is None else float(value)


def optional(decode: Callable[[Any], T]) -> Callable[[Any], T | None]:
    return lambda value: None if value is None else decode(value)


def string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def time(value: Any) -> dt.time:
    return value if isinstance(value, dt.time) else dt.time.fromisoformat(value)
