# Generated from streamlift.yaml; do not edit.
"""Files that operations give: large ones lie on disk and leave in pieces, whatever their size."""

from collections.abc import AsyncIterator, Callable
from io import SEEK_END, StringIO
from pathlib import Path
from typing import IO, Any, TypeVarTuple

from anyio import to_thread
from fastapi.responses import Response, StreamingResponse

Ts = TypeVarTuple("Ts")
Content = bytes | IO[bytes]

PIECE = 256 * 2**10  # bytes


def content_of(found: Any) -> Content:
    """Takes what download buttons take, and paths: text, bytes, open files of either."""
    if isinstance(found, Path):
        return found.open("rb")
    if isinstance(found, StringIO):
        found = found.getvalue()
    if isinstance(found, str):
        return found.encode()
    file: IO[bytes] = getattr(found, "buffer", found)  # of one that was opened as text
    return file if hasattr(file, "read") else bytes(found)


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
