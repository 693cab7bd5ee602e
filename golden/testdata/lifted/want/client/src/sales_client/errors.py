# Generated from streamlift.yaml; do not edit.
"""What can go wrong with a call.

    ServiceError
    ├── Unreachable       no answer: the service is down, or the connection broke
    ├── TimedOut          no answer in time
    ├── UnreadableAnswer  a success that this version of the client cannot read
    └── Problem           an answer that is no success (RFC 9457)
        ├── InvalidInput  400, 422
        ├── NotAllowed    401, 403
        ├── NotFound      404
        ├── Conflict      409
        ├── Busy          429, 503
        └── NotBuilt      501

The text of each says to people what is wrong. All carry the operation's id and the request id that
the service logged.
"""

from dataclasses import dataclass
from typing import Any

from ._http import httpx


class ServiceError(Exception):
    """A call that gave no result."""

    def __init__(self, sentence: str, *, operation: str, request_id: str) -> None:
        super().__init__(sentence)
        self.operation = operation
        self.request_id = request_id


class Unreachable(ServiceError):
    """The service cannot be reached. The cause is the HTTP library's error."""


class TimedOut(ServiceError):
    """The service did not answer in time. The cause is the HTTP library's error."""


class UnreadableAnswer(ServiceError):
    """The service answered in a way that this version of the client cannot read."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one input."""

    field: str
    message: str


class Problem(ServiceError):
    """The service answered with a problem."""

    def __init__(
        self,
        sentence: str,
        *,
        operation: str,
        request_id: str,
        status: int,
        problem_type: str = "about:blank",
        errors: tuple[FieldError, ...] = (),
    ) -> None:
        super().__init__(sentence, operation=operation, request_id=request_id)
        self.status = status
        self.type = problem_type
        self.errors = errors


class InvalidInput(Problem):
    """An input is not what the service takes; `errors` says which."""


class NotAllowed(Problem):
    """The key is missing or wrong, or the caller may not do this."""


class NotFound(Problem):
    """What was asked for does not exist."""


class Conflict(Problem):
    """The call does not go with the present state."""


class Busy(Problem):
    """The service has too much to do, or is not ready."""


class NotBuilt(Problem):
    """The operation is declared, but nothing stands behind it yet."""


_BY_STATUS: dict[int, type[Problem]] = {
    400: InvalidInput,
    401: NotAllowed,
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    422: InvalidInput,
    429: Busy,
    501: NotBuilt,
    503: Busy,
}


def problem(response: httpx.Response, *, operation: str, request_id: str) -> Problem:
    """The exception for an answer that is no success; its body may be anything."""
    body = members(response)
    listed = body.get("errors")
    errors = tuple(
        FieldError(str(entry.get("field", "")), str(entry.get("message", "")))
        for entry in (listed if isinstance(listed, list) else [])
        if isinstance(entry, dict)
    )
    sentence = body.get("detail") or body.get("title")
    return _BY_STATUS.get(response.status_code, Problem)(
        str(sentence or f"the service answered with status {response.status_code}"),
        operation=operation,
        request_id=request_id,
        status=response.status_code,
        problem_type=str(body.get("type", "about:blank")),
        errors=errors,
    )


def members(response: httpx.Response) -> dict[str, Any]:
    """What a problem holds; nothing where the answer is none."""
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
