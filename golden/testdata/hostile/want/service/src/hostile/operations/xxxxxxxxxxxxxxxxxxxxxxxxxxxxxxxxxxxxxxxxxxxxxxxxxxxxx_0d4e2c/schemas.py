# Generated from streamlift.yaml; do not edit. Operations: y
from typing import Any

from pydantic import Field

from hostile.operations.models import Record


class YRecord(Record):
    class_: str = Field(alias="class")
    none_: int = Field(alias="None")
    column_2_nd: float = Field(alias="2nd")
    column_1de36a: Any = Field(alias="ключ")
    a_b: bool = Field(alias="a b")
    a_c: bool = Field(alias="a.c")
    model_config_: int = Field(alias="model_config")
    self: int
