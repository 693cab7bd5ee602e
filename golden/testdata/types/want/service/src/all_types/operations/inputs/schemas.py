# Generated from streamlift.yaml; do not edit. Operations: all_inputs, save_table
import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, NaiveDatetime

from all_types.operations.models import AsText, Int64, Json, Params, Record


class AllInputsLinesInput(Params):
    sku: str
    due: Annotated[dt.date, AsText]
    net_weight: float | None = Field(None, alias="Net weight")
    quantity: Int64 = 1


class AllInputsParams(Params):
    a_record: Annotated[dict[str, Json], Field(max_length=20)]
    anything: Json
    lines: Annotated[list[AllInputsLinesInput], Field(min_length=1)]
    required: Int64
    a_string: Annotated[
        str, Field(min_length=2, max_length=20, pattern="^(?:[a-z]+(-[a-z]+)*)$")
    ] = "some-text"
    a_text: Annotated[str, Field(max_length=5000)] | None = None
    an_int: Annotated[int, Field(ge=-5, le=100, multiple_of=5)] = 10
    a_number: Annotated[float, Field(ge=-1.5, le=1.5e3)] = 0.5
    a_decimal: Annotated[Decimal, Field(ge=Decimal(0), le=Decimal("99999999999999.99"))] = Decimal(
        "0.10"
    )
    a_bool: bool = True
    a_date: Annotated[dt.date, AsText, Field(ge=dt.date(2020, 1, 1), le=dt.date(2030, 12, 31))] = (
        dt.date(2024, 2, 29)
    )
    a_datetime: Annotated[NaiveDatetime, AsText, Field(ge=dt.datetime(2020, 1, 1, 0, 0))] = (
        dt.datetime(2024, 2, 29, 23, 59, 59)
    )
    a_time: Annotated[dt.time, AsText, Field(ge=dt.time(8, 0), le=dt.time(18, 30))] = dt.time(12, 0)
    a_choice: Literal["small", "large"] = "small"
    an_int_choice: Literal[1, 2, 5] = 5
    strings: Annotated[list[str], Field(min_length=1, max_length=3)] = ["a", "b"]
    ints: list[Int64] = [1, -2]
    choices: list[Literal["red", "green", "blue"]] = ["red"]
    dates: list[Annotated[dt.date, AsText]] | None = None
    counts: dict[str, Int64] | None = None
    days: dict[str, Annotated[dt.date, AsText]] | None = None
    things: Annotated[list[Json], Field(max_length=3)] = []
    a_secret: str | None = None


class AllInputsRecord(Record):
    a_string: str
    a_decimal: Decimal
    a_date: dt.date | None
    rest: Any


class SaveTableRowsInput(Params):
    sku: str
    net_weight: float | None = Field(alias="Net weight")
    due: Annotated[dt.date, AsText]
    note: Json


class SaveTableParams(Params):
    year: Int64
    rows: Annotated[list[SaveTableRowsInput], Field(max_length=5000)]
