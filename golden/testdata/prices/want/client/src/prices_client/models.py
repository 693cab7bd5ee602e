# Generated from streamlift.yaml; do not edit.
"""What the operations give."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """Sales, revenue and the best product of a day."""

    sales: int
    revenue: float
    best: str | None
