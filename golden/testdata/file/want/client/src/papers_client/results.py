# Generated from streamlift.yaml; do not edit.
"""Answers that are no plain values."""

from dataclasses import dataclass
from typing import IO, Self


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep, as `with client.…() as file`: a large one lies on disk until it is closed."""

    name: str
    media_type: str
    file: IO[bytes]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    @property
    def content(self) -> bytes:
        """The whole file in memory."""
        self.file.seek(0)
        return self.file.read()
