# Generated from streamlift.yaml; do not edit.
"""Every call: who asks, what is tried again, and what goes wrong."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from all_types_client import AsyncClient, Client, RetryPolicy, _call, errors
from all_types_client._http import httpx

KEY = "k" * 32
READ = _call.Operation(
    id="read_it",
    method="GET",
    path="/v1/it",
    reads=True,
    accept=_call.JSON,
    read=httpx.Response.json,
)
WRITE = _call.Operation(
    id="write_it",
    method="POST",
    path="/v1/it",
    reads=False,
    accept=_call.JSON,
    read=httpx.Response.json,
)
Handler = Callable[[httpx.Request], httpx.Response]


def client(handler: Handler, retries: int = 0) -> Client:
    return Client(
        "http://service/base",
        KEY,
        transport=httpx.MockTransport(handler),
        retry=RetryPolicy(retries=retries, first_wait=0),
    )


def test_sends_key_person_and_request_id() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=1)

    with client(answer) as ours:
        ours._send(READ, {}, None)
        ours.on_behalf_of("Zoë <z@example.com>")._send(READ, {}, 2)
        ours._send(READ, {}, None)
    plain, theirs, again = seen
    assert plain.url == "http://service/base/v1/it"
    assert plain.headers["Authorization"] == f"Bearer {KEY}"
    assert "X-End-User" not in plain.headers
    assert theirs.headers["X-End-User"] == "Zo%C3%AB %3Cz@example.com%3E"
    assert "X-End-User" not in again.headers
    assert len({request.headers["X-Request-ID"] for request in seen}) == 3
    assert plain.extensions["timeout"] == {"connect": 5, "read": 35, "write": 35, "pool": 35}
    assert theirs.extensions["timeout"]["read"] == 2


def test_gives_the_whole_response() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=7, headers={"X-Version": "1"})

    ours = client(answer)
    result, response = ours.with_response(ours._send, READ, {}, None)
    assert (result, response.headers["X-Version"]) == (7, "1")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.InvalidInput),
        (401, errors.NotAllowed),
        (403, errors.NotAllowed),
        (404, errors.NotFound),
        (409, errors.Conflict),
        (418, errors.Problem),
        (422, errors.InvalidInput),
        (429, errors.Busy),
        (500, errors.Problem),
        (501, errors.NotBuilt),
        (503, errors.Busy),
    ],
)
def test_raises_problems(status: int, kind: type[errors.Problem]) -> None:
    body = {
        "type": "https://example.com/out-of-range",
        "title": "Out of range",
        "detail": "limit: at most 5",
        "errors": [{"field": "limit", "message": "at most 5"}],
    }

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {
            "X-Request-ID": request.headers["X-Request-ID"],
            "Content-Type": "application/problem+json",
        }
        return httpx.Response(status, json=body, headers=headers)

    with pytest.raises(errors.Problem) as caught:
        client(answer)._send(READ, {}, None)
    problem = caught.value
    assert type(problem) is kind
    assert (problem.status, problem.operation, len(problem.request_id)) == (status, "read_it", 32)
    assert problem.type == "https://example.com/out-of-range"
    assert problem.errors == (errors.FieldError("limit", "at most 5"),)
    assert str(problem) == "limit: at most 5"


@pytest.mark.parametrize("body", [b"", b"<h1>Bad gateway</h1>", b"[1]", b'{"errors": "none"}'])
def test_survives_answers_that_are_no_problem_documents(body: bytes) -> None:
    with pytest.raises(errors.Problem, match="the service answered with status 502"):
        client(lambda _: httpx.Response(502, content=body))._send(READ, {}, None)


@pytest.mark.parametrize(
    ("cause", "operation", "kind", "sentence"),
    [
        (httpx.ConnectError, READ, errors.Unreachable, "the service cannot be reached"),
        (httpx.ConnectTimeout, WRITE, errors.Unreachable, "the service cannot be reached"),
        (httpx.ReadError, READ, errors.Unreachable, "the connection to the service broke"),
        (httpx.ReadTimeout, READ, errors.TimedOut, "the service did not answer in time"),
        (
            httpx.ReadTimeout,
            WRITE,
            errors.TimedOut,
            "the service did not answer in time; it may have done what was asked",
        ),
    ],
)
def test_says_why_there_is_no_answer(
    cause: type[httpx.RequestError],
    operation: _call.Operation[Any],
    kind: type[errors.ServiceError],
    sentence: str,
) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise cause("", request=request)

    with pytest.raises(kind) as caught:
        client(fail)._send(operation, {}, None)
    assert str(caught.value) == sentence
    assert isinstance(caught.value.__cause__, cause)


def test_refuses_what_it_cannot_read() -> None:
    with pytest.raises(errors.UnreadableAnswer):
        client(lambda _: httpx.Response(200, content=b"{"))._send(READ, {}, None)


def test_works_with_async() -> None:
    tries: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        tries.append(request.headers["X-Request-ID"])
        return httpx.Response(200, json=7) if len(tries) == 2 else httpx.Response(503)

    async def ask() -> tuple[Any, httpx.Response]:
        transport, retry = httpx.MockTransport(answer), RetryPolicy(first_wait=0)
        async with AsyncClient("http://service", KEY, transport=transport, retry=retry) as ours:
            return await ours.on_behalf_of("ana").with_response(ours._send, READ, {}, None)

    result, response = asyncio.run(ask())
    assert (result, response.status_code) == (7, 200)
    assert tries[0] == tries[1]


def test_one_line_imports_the_http_library() -> None:
    source = Path(_call.__file__).parent
    lines = [
        (file.name, line)
        for file in source.glob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.split()[:1] in (["import"], ["from"]) and line.split()[1].startswith("httpx")
    ]
    assert [file for file, _ in lines] == ["_http.py"]
