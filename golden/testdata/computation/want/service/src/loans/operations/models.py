# Generated from streamlift.yaml; do not edit.
"""What the models of all operations share."""

import math
from typing import Any

from pydantic import BaseModel, ConfigDict


class Params(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True)


def plain(value: Any, kind: Any = None) -> Any:
    """NumPy's scalars as Python's, and NaN as None except for a float, which JSON has as null."""
    value = value.item() if hasattr(value, "item") else value
    return None if kind is not float and isinstance(value, float) and math.isnan(value) else value
