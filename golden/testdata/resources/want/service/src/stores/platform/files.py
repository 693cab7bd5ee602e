# Generated from streamlift.yaml; do not edit.
"""Files that operations give: large ones lie on disk and leave in pieces, whatever their size."""

import csv
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from io import SEEK_END, TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVarTuple

from anyio import to_thread
from fastapi.responses import Response, StreamingResponse
from sqlalchemy import CursorResult

Ts = TypeVarTuple("Ts")
Content = bytes | IO[bytes]

PIECE = 256 * 2**10  # bytes
IN_MEMORY = 2**20  # bytes; what is longer goes to disk


def csv_of(result: CursorResult[Any]) -> Content:
    """The rows as CSV in UTF-8, under their column names."""
    with ExitStack() as stack:
        file = stack.enter_context(SpooledTemporaryFile(IN_MEMORY))
        sink = TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(sink)
        writer.writerow(result.keys())
        writer.writerows(result)
        sink.detach()
        stack.pop_all()  # it lives until it is sent
    return file


def answer(
    media_type: str, disposition: str, operation: Callable[[*Ts], Content], *args: *Ts
) -> Response:
    """Runs in the operation's thread, so that the file is there before the answer begins."""
    headers = {"Content-Disposition": disposition}
    content = operation(*args)
    if isinstance(content, bytes):
        return Response(content, media_type=media_type, headers=headers)
    size = content.seek(0, SEEK_END)
    content.seek(0)
    headers["Content-Length"] = str(size)
    return StreamingResponse(pieces(content, size), media_type=media_type, headers=headers)


async def pieces(file: IO[bytes], size: int) -> AsyncIterator[bytes]:
    with file:
        for _ in range(0, size, PIECE):
            yield await to_thread.run_sync(file.read, PIECE)
