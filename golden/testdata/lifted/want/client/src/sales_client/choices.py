# Generated from streamlift.yaml; do not edit.
"""The fixed values of inputs: as types, and as values to choose from."""

from typing import Literal

Categories = Literal["Coffee", "Tea", "Kitchen"]
CATEGORIES: tuple[Categories, ...] = ("Coffee", "Tea", "Kitchen")

PlaceOrderRegion = Literal["North", "South", "East", "West"]
PLACE_ORDER_REGION: tuple[PlaceOrderRegion, ...] = ("North", "South", "East", "West")

Region = Literal["All", "North", "South", "East", "West"]
REGION: tuple[Region, ...] = ("All", "North", "South", "East", "West")
