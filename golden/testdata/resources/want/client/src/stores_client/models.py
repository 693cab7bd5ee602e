# Generated from streamlift.yaml; do not edit.
"""What the operations give."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Worth:
    """Worth."""

    store: str
    worth: Decimal
