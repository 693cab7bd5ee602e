# Generated from streamlift.yaml; do not edit.
"""The application class: its OpenAPI document holds the schema of problems."""

from typing import Any

from fastapi import FastAPI

from all_types.api.errors import Problem


class Api(FastAPI):
    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        without_zones(document)
        return document


def without_zones(node: Any) -> None:
    """Gives times and datetimes their own formats: `time` and `date-time` have a zone, these not."""
    if isinstance(node, dict):
        if node.get("format") in ("date-time", "time"):
            node["format"] += "-local"
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            without_zones(part)
