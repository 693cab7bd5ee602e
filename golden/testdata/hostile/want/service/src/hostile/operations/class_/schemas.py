# Generated from streamlift.yaml; do not edit. Operations: class_1
from typing import Annotated, Literal

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from hostile.operations.models import Params


class Class1Params(Params):
    from_: str = Field("'; DROP TABLE t; --", alias="from")
    none_: Literal["None", "null", "true", "", " ", "a\nb", "\t", "é", "{x}"] = Field(
        "None", alias="None_"
    )
    camel_case: str = Field("first\nsecond\r\nthird\u2028fourth", alias="CamelCase")
    private: str = Field("😀\x00", alias="_private")
    x0: Annotated[str, Field(pattern="^(?:[\"'{}]+|\\d{2,3})$")] | SkipJsonSchema[None] = None


class Class1Row(BaseModel):
    a_quoted_name: str = Field(alias='a "quoted" name')
    class_: str = Field(alias="class")
    path: str
    odd: str
