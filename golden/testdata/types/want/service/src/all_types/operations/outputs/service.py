import datetime as dt
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa

import echo
from all_types.exceptions import NotBuilt, NotFound
from all_types.operations.models import plain
from all_types.operations.outputs import schemas
from all_types.platform import files, frames


def get_table() -> pa.Table:
    """Get table."""
    found: pd.DataFrame = echo.get_table()
    return frames.from_frame(found, schemas.GetTableRow, max_rows=500)


def get_any_table() -> pa.Table:
    """Get any table."""
    found: pd.DataFrame = echo.get_any_table()
    return frames.from_frame(found, None, max_rows=100_000)


def get_record() -> dict[str, Any]:
    """Get record."""
    found = echo.get_record()
    if found is None:
        raise NotFound("nothing has these inputs")
    return {str(name): plain(value) for name, value in dict(found).items()}


def get_dates() -> list[dt.date]:
    """Get dates."""
    found = echo.get_dates()
    return [plain(item) for item in found]


def get_scalar() -> Decimal | None:
    """Get scalar."""
    found = echo.get_scalar()
    value: Decimal | None = plain(found)
    return value


def get_file() -> files.Content:
    """Get file."""
    found = echo.get_file()
    return files.content_of(found)


def do_nothing() -> None:
    """Do nothing."""
    echo.do_nothing()


def later() -> None:
    """Later."""
    raise NotBuilt("nobody has written it yet")
