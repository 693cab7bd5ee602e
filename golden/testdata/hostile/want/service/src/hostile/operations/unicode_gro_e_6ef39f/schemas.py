# Generated from streamlift.yaml; do not edit. Operations: list_things
from typing import Annotated

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from hostile.operations.models import EmptyList, Int64, Params, Record


class ListThingsParams(Params):
    lambda_: Int64 = -0
    data: Annotated[list[str], EmptyList] = ["a,b", 'c"d', "'"]
    id: Int64 | SkipJsonSchema[None] = None


class ListThingsRecord(Record):
    a: int = Field(alias=" a ")
