# Generated from streamlift.yaml; do not edit.
"""What the operations give."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Class1Row:
    """A row of `class_1`."""

    a_quoted_name: str
    class_: str
    path: str
    odd: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ListThings:
    """Second line of a description: with and \\N{BULLET} \\u0041 \\"""

    a: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Y:
    """xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"""

    class_: str
    none_: int
    column_2_nd: float
    column_1de36a: object
    a_b: bool
    a_c: bool
    model_config_: int
    self: int
