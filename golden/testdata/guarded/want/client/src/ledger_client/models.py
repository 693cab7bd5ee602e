# Generated from streamlift.yaml; do not edit.
"""What the operations give."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance:
    """The balance of an account."""

    name: str
    cents: int
