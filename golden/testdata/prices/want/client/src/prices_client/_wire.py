# Generated from streamlift.yaml; do not edit.
"""Values on the wire: inputs as text or JSON, answers as the types that models declare."""

import datetime as dt
import json
import math
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import SEEK_END
from typing import IO, Any, TypeVar

from ._http import httpx

T = TypeVar("T")

PIECE = 256 * 2**10  # bytes

Scalar = str | int | float | bool | Decimal | dt.date | dt.time
Value = Scalar | Sequence[Scalar] | bytes | IO[bytes] | None


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


def json_object(values: Mapping[str, Value]) -> bytes:
    """Compact, without NaN, and with the two line ends escaped that JavaScript and Go escape."""
    encoded = {name: to_json(value) for name, value in values.items()}
    text = json.dumps(encoded, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


class Form(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A multipart form: texts first, then files, which are read as they are sent."""

    def __init__(self, values: Mapping[str, Value], boundary: str) -> None:
        parts: list[bytes | IO[bytes]] = []
        files: list[bytes | IO[bytes]] = []
        for name, value in values.items():
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
            if isinstance(value, bytes) or hasattr(value, "read"):
                head += f'; filename="{name}"\r\nContent-Type: application/octet-stream'
                file: Any = value
                files += [f"{head}\r\n\r\n".encode(), file, b"\r\n"]
                continue
            texts = to_text(value)
            for text in [texts] if isinstance(texts, str) else texts:
                parts.append(f"{head}\r\n\r\n{text}\r\n".encode())
        self._parts = [*parts, *files, f"--{boundary}--\r\n".encode()]
        self.size = sum(
            len(part) if isinstance(part, bytes) else part.seek(0, SEEK_END) for part in self._parts
        )

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
                continue
            part.seek(0)  # it may be a second try
            while piece := part.read(PIECE):
                yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


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
