# Generated from streamlift.yaml; do not edit.
"""Answers that are no plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep."""

    name: str
    media_type: str
    content: bytes
