"""Client of the sales service."""

from __future__ import annotations
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar, cast, overload

from sales_client._http import AsyncClient, AsyncHTTPTransport, BaseTransport, Client, HTTPTransport, Request, Response

T = TypeVar("T")
RETRIED: Final = frozenset({408, 429, 500, 502, 503, 504})

@dataclass(frozen=True, slots=True, kw_only=True)
class TopCustomersRow:
    customer: str
    revenue: float | None = None
    days: tuple[date, ...] = field(default_factory=tuple)

class ProblemError(Exception):
    def __init__(self, status: int, title: str, detail: str, request_id: str | None, operation: str) -> None:
        super().__init__(f"{operation}: {status} {title}: {detail} (request {request_id})" if request_id else f"{operation}: {status} {title}: {detail}")
        self.status, self.title, self.detail, self.request_id, self.operation = status, title, detail, request_id, operation

class SalesClient:
    """Calls the service. One client a process: it keeps connections open."""
    def __init__(self, base_url: str, key: str, *, timeout: float = 30.0, retries: int = 2, transport: BaseTransport | None = None) -> None:
        self._http = Client(base_url=base_url.rstrip("/"), headers={"Authorization": f"Bearer {key}", "User-Agent": "sales-client/1"}, timeout=timeout, transport=RetryTransport(transport or HTTPTransport(), retries=retries))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    @overload
    def top_customers(self, *, region: str = ..., as_frame: Literal[True]) -> pd.DataFrame: ...
    @overload
    def top_customers(self, *, region: str = ..., as_frame: Literal[False] = False) -> list[TopCustomersRow]: ...
    def top_customers(self, *, region: str = "North", since: date | None = None, limit: int = 100, end_user: str | None = None, as_frame: bool = False) -> pd.DataFrame | list[TopCustomersRow]:
        """Customers with the most revenue in a region."""
        params = {"region": region, "since": since.isoformat() if since is not None else None, "limit": limit}
        response = self._send("GET", "/v1/top-customers", operation="top_customers", params={name: value for name, value in params.items() if value is not None}, headers={"Accept": ARROW if as_frame else JSON}, end_user=end_user)
        return read_frame(response) if as_frame else [TopCustomersRow(customer=row["customer"], revenue=None if row["revenue"] is None else float(row["revenue"]), days=tuple(date.fromisoformat(day) for day in row["days"])) for row in response.json()["rows"]]

    def _send(self, method: str, path: str, *, operation: str, params: Mapping[str, Any] | None = None, json: object = None, headers: Mapping[str, str] | None = None, end_user: str | None = None) -> Response:
        request = self._http.build_request(method, path, params=params, json=json, headers={**(headers or {}), **({"X-End-User": end_user} if end_user else {})})
        response = self._http.send(request)
        if response.status_code // 100 != 2:
            raise problem_from(response, operation)
        return response

class RetryTransport(BaseTransport):
    """Sends again what is safe to send again."""

    def __init__(self, inner: BaseTransport, *, retries: int, sleep: Callable[[float], None] = time.sleep, random: Callable[[], float] = random.random) -> None:
        self._inner, self._retries, self._sleep, self._random = inner, retries, sleep, random

    def handle_request(self, request: Request) -> Response:
        attempts = self._retries + 1 if request.method in {"GET", "HEAD", "OPTIONS", "PUT"} or "Idempotency-Key" in request.headers else 1
        for attempt in range(attempts):
            try:
                response = self._inner.handle_request(request)
            except (ConnectError, ReadError, RemoteProtocolError, ConnectTimeout, PoolTimeout, WriteError) as error:
                if attempt + 1 == attempts:
                    raise ServiceUnavailable(f"{request.method} {request.url.path} could not be sent: {type(error).__name__}") from error
            else:
                if response.status_code not in RETRIED or attempt + 1 == attempts:
                    return response
                response.close()
            self._sleep(min(60.0, 2.0**attempt) * self._random())
        raise AssertionError("unreachable")  # pragma: no cover
