# Generated from streamlift.yaml; do not edit.
"""The operations of the service: routes, and how answers become models."""

from typing import Any

from . import _call, _wire, models


def _read_class_1(data: Any) -> models.Class1Row:
    return models.Class1Row(
        a_quoted_name=_wire.string(data['a "quoted" name']),
        class_=_wire.string(data["class"]),
        path=_wire.string(data["path"]),
        odd=_wire.string(data["odd"]),
    )


CLASS_1 = _call.Operation(
    id="class_1",
    method="GET",
    path="/v1/class-1",
    reads=True,
    accept=_call.TABLE,
    read=_call.table_of(_read_class_1),
)


def _read_list_things(data: Any) -> models.ListThings:
    return models.ListThings(
        a=_wire.integer(data[" a "]),
    )


LIST_THINGS = _call.Operation(
    id="list_things",
    method="GET",
    path="/v1/list-things",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_read_list_things),
)

X = _call.Operation(
    id="x",
    method="POST",
    path="/v1/x",
    reads=False,
    accept=_call.JSON,
    read=_call.nothing,
)


def _read_y(data: Any) -> models.Y:
    return models.Y(
        class_=_wire.string(data["class"]),
        none_=_wire.integer(data["None"]),
        column_2_nd=_wire.number(data["2nd"]),
        column_1de36a=_wire.anything(data["ключ"]),
        a_b=_wire.boolean(data["a b"]),
        a_c=_wire.boolean(data["a.c"]),
        model_config_=_wire.integer(data["model_config"]),
        self=_wire.integer(data["self"]),
    )


Y = _call.Operation(
    id="y",
    method="GET",
    path="/v1/y",
    reads=True,
    accept=_call.JSON,
    read=_call.json_of(_read_y),
)
