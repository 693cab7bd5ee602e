# Generated from streamlift.yaml; do not edit.
"""Files that operations give."""

import csv
from io import StringIO
from typing import Any

from sqlalchemy import CursorResult


def csv_of(result: CursorResult[Any]) -> bytes:
    """The rows as CSV in UTF-8, under their column names."""
    sink = StringIO(newline="")
    writer = csv.writer(sink)
    writer.writerow(result.keys())
    writer.writerows(result)
    return sink.getvalue().encode()
