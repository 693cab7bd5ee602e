# Generated from streamlift.yaml; do not edit.
"""The application class: its OpenAPI document holds the schema of problems."""

from typing import Any

from fastapi import FastAPI

from ledger.api.errors import Problem


class Api(FastAPI):
    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        return document
