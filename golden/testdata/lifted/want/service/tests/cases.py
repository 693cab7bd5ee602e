# Generated from streamlift.yaml; do not edit.
"""A case for each operation: inputs that it takes, inputs that it refuses, and an answer."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import BaseModel

from sales.operations.reports import schemas as reports_schemas
from sales.platform import frames


@dataclass(frozen=True)
class Case:
    operation: str
    method: str
    path: str
    function: str  # which a stand-in replaces
    answer: Any  # of the stand-in
    sends: str  # argument of the test client that takes the inputs
    given: dict[str, Any]
    refused: dict[str, Any]  # each alone

    def send(self, client: TestClient, **headers: str) -> Response:
        return self.send_with(client, {}, **headers)

    def send_with(self, client: TestClient, changes: dict[str, Any], **headers: str) -> Response:
        inputs: dict[str, Any] = {self.sends: self.given | changes}
        return client.request(self.method, self.path, headers=headers, **inputs)


def empty(row: type[BaseModel]) -> pa.Table:
    return pa.table({name: [] for name in frames.column_types(row)})


CASES = [
    Case(
        operation="headline",
        method="GET",
        path="/v1/headline",
        function="sales.operations.reports.service.headline",
        answer=reports_schemas.HeadlineRecord.model_validate(
            {"revenue": 1.5, "orders": 1, "average_order": 1.5, "best_day": dt.date(2026, 1, 31)}
        ),
        sends="params",
        given={"region": "All", "since": "2025-01-01", "until": "2025-12-31"},
        refused={"region": "none of All", "since": "not a value", "until": "not a value"},
    ),
    Case(
        operation="monthly_revenue",
        method="GET",
        path="/v1/monthly-revenue",
        function="sales.operations.reports.service.monthly_revenue",
        answer=empty(reports_schemas.MonthlyRevenueRow),
        sends="params",
        given={"region": "All", "since": "2025-01-01", "until": "2025-12-31"},
        refused={"region": "none of All", "since": "not a value", "until": "not a value"},
    ),
    Case(
        operation="top_products",
        method="GET",
        path="/v1/top-products",
        function="sales.operations.reports.service.top_products",
        answer=empty(reports_schemas.TopProductsRow),
        sends="params",
        given={
            "region": "All",
            "since": "2025-01-01",
            "until": "2025-12-31",
            "categories": ["Coffee"],
            "limit": 5,
        },
        refused={
            "region": "none of All",
            "since": "not a value",
            "until": "not a value",
            "categories": ["none of Coffee"],
            "limit": 11,
        },
    ),
    Case(
        operation="export_orders",
        method="GET",
        path="/v1/export-orders",
        function="sales.operations.orders.service.export_orders",
        answer=b"content",
        sends="params",
        given={"region": "All", "since": "2025-01-01", "until": "2025-12-31"},
        refused={"region": "none of All", "since": "not a value", "until": "not a value"},
    ),
    Case(
        operation="place_order",
        method="POST",
        path="/v1/place-order",
        function="sales.operations.orders.service.place_order",
        answer=1,
        sends="json",
        given={
            "product_id": 1,
            "ordered_on": "2025-12-31",
            "region": "North",
            "quantity": 1,
            "note": "a",
        },
        refused={
            "product_id": "not a value",
            "ordered_on": "not a value",
            "region": "none of North",
            "quantity": 101,
            "note": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        },
    ),
]
