def shorten(paper: bytes, lines: int) -> bytes:
    return b"".join(paper.splitlines(keepends=True)[:lines])
