# Generated from streamlift.yaml; do not edit.
"""The fixed values of inputs: as types, and as values to choose from."""

Rate = float
RATE: tuple[Rate, ...] = (0.5, 1.5)
