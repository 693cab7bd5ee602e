# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become models."""

from typing import Any

from . import _call, _wire, models


def _read_all_inputs(data: Any) -> models.AllInputs:
    return models.AllInputs(
        a_string=_wire.string(data["a_string"]),
        a_decimal=_wire.decimal(data["a_decimal"]),
        a_date=_wire.optional(_wire.date)(data["a_date"]),
        rest=_wire.anything(data["rest"]),
    )


ALL_INPUTS = _call.Operation(
    id="all_inputs",
    method="POST",
    path="/v1/all-inputs",
    inputs="json",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_read_all_inputs),
)


def _read_get_table(data: Any) -> models.GetTableRow:
    return models.GetTableRow(
        text=_wire.string(data["text"]),
        int_=_wire.integer(data["int"]),
        number=_wire.number(data["number"]),
        decimal=_wire.decimal(data["decimal"]),
        bool_=_wire.boolean(data["bool"]),
        date=_wire.date(data["date"]),
        datetime=_wire.datetime(data["datetime"]),
        time=_wire.time(data["time"]),
        maybe=_wire.optional(_wire.integer)(data["maybe"]),
        anything=_wire.anything(data["anything"]),
    )


GET_TABLE = _call.Operation(
    id="get_table",
    method="GET",
    path="/v1/get-table",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_read_get_table),
)

GET_ANY_TABLE = _call.Operation(
    id="get_any_table",
    method="GET",
    path="/v1/get-any-table",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_wire.mapping),
)

GET_RECORD = _call.Operation(
    id="get_record",
    method="GET",
    path="/v1/get-record",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.mapping),
)

GET_DATES = _call.Operation(
    id="get_dates",
    method="GET",
    path="/v1/get-dates",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.items(_wire.date)),
)

GET_SCALAR = _call.Operation(
    id="get_scalar",
    method="GET",
    path="/v1/get-scalar",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_wire.optional(_wire.decimal)),
)

GET_FILE = _call.Operation(
    id="get_file",
    method="GET",
    path="/v1/get-file",
    reads=True,
    accept=_call.ANY,
    read=_call.file_named("table.csv"),
    spools=True,
)

DO_NOTHING = _call.Operation(
    id="do_nothing",
    method="PUT",
    path="/v1/nothing/at-all",
    reads=False,
    accept=_call.JSON,
    read=_call.nothing,
)

SAVE_TABLE = _call.Operation(
    id="save_table",
    method="POST",
    path="/v1/save-table",
    inputs="json",
    reads=False,
    accept=_call.JSON,
    read=_call.json_of(_wire.integer),
)

LATER = _call.Operation(
    id="later",
    method="GET",
    path="/v1/later",
    reads=True,
    accept=_call.JSON,
    read=_call.nothing,
)
