# Generated from streamlift.yaml; do not edit.
"""Answers that are no plain values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

Row = TypeVar("Row")


class Table(Generic[Row]):
    """A table: `rows` for programs, `arrow` for data frames.

    With the extra `frames` it comes as Arrow, else as the records of a JSON array.
    """

    def __init__(self, content: Any, row: Callable[[Any], Row]) -> None:
        self._content = content
        self._is_json = isinstance(content, list)
        self._row = row

    def __len__(self) -> int:
        return len(self._content)

    def rows(self) -> list[Row]:
        records = self._content if self._is_json else self._content.to_pylist()
        return [self._row(record) for record in records]

    def arrow(self) -> "pa.Table":
        """The table in Arrow's form; its `to_pandas` makes a data frame."""
        if self._is_json:
            raise RuntimeError("tables come as JSON here: install all-types-client[frames]")
        return self._content


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
