# Generated from streamlift.yaml; do not edit.
"""What the models of all operations share."""

import math
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

Int64 = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]


def finite(value: Any) -> Any:
    """Refuses NaN and the infinities, which Python reads and JSON does not have."""
    match value:
        case float() if not math.isfinite(value):
            raise ValueError("should hold finite numbers")
        case list():
            for item in value:
                finite(item)
        case dict():
            for item in value.values():
                finite(item)
    return value


Json = Annotated[Any, AfterValidator(finite)]


class Params(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True)


def as_text(value: Any) -> Any:
    """Refuses numbers, which Pydantic takes for seconds since 1970."""
    match value:
        case int() | float():
            raise ValueError("should be text")
    return value


AsText = BeforeValidator(as_text)


class Record(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def read_plainly(cls, value: Any, info: ValidationInfo) -> Any:
        return plain(value, cls.model_fields[info.field_name or ""].annotation)


def plain(value: Any, kind: Any = None) -> Any:
    """NumPy's scalars as Python's, and NaN as None except for a float, which JSON has as null."""
    value = value.item() if hasattr(value, "item") else value
    return None if kind is not float and isinstance(value, float) and math.isnan(value) else value
