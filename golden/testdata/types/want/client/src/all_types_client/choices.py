# Generated from streamlift.yaml; do not edit.
"""The fixed values of inputs: as types, and as values to choose from."""

from typing import Literal

AChoice = Literal["small", "large"]
A_CHOICE: tuple[AChoice, ...] = ("small", "large")

AnIntChoice = Literal[1, 2, 5]
AN_INT_CHOICE: tuple[AnIntChoice, ...] = (1, 2, 5)

Choices = Literal["red", "green", "blue"]
CHOICES: tuple[Choices, ...] = ("red", "green", "blue")
