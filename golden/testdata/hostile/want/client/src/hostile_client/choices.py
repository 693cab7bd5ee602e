# Generated from streamlift.yaml; do not edit.
"""The fixed values of inputs: as types, and as values to choose from."""

from typing import Literal

Class1None = Literal["None", "null", "true", "", " ", "a\nb", "\t", "é", "{x}"]
CLASS_1_NONE: tuple[Class1None, ...] = ("None", "null", "true", "", " ", "a\nb", "\t", "é", "{x}")
