# Generated from streamlift.yaml; do not edit.
"""One call, apart from sending it: the request for an operation, and what its answer means."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Generic, Literal, TypeVar
from urllib.parse import quote, urlencode
from uuid import uuid4

from . import _wire
from ._http import httpx
from .errors import TimedOut, Unreachable, UnreadableAnswer, problem
from .results import File, Row, Table

T = TypeVar("T")

ANY = "*/*"
JSON = "application/json"
REPLAY = "application/vnd.replay.v1"
ARROW = "application/vnd.apache.arrow.stream"
TABLE = ARROW if find_spec("pyarrow") else JSON
IN_MEMORY = 2**20  # bytes of a file; what is longer goes to disk


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation(Generic[T]):
    """How an operation is asked for, and how its answer is read."""

    id: str
    method: str
    path: str
    reads: bool
    accept: str
    read: Callable[[httpx.Response], T]
    spools: bool = False  # its answer is a file, which goes to disk while it comes
    inputs: Literal["query", "json", "replay"] = "query"


def request(
    http: httpx.Client | httpx.AsyncClient,
    operation: Operation[T],
    inputs: Mapping[str, Any],
    *,
    end_user: str | None,
    timeout: float | None,
) -> httpx.Request:
    headers = {"Accept": operation.accept, "X-Request-ID": uuid4().hex}
    if end_user is not None:
        headers["X-End-User"] = quote(end_user, safe="@ ")
    url, body = _placed(operation, inputs, headers)
    return http.build_request(
        operation.method,
        url,
        content=body,
        headers=headers,
        timeout=http.timeout if timeout is None else timeout,
        extensions={"reads": operation.reads},
    )


def _placed(
    operation: Operation[T], inputs: Mapping[str, Any], headers: dict[str, str]
) -> tuple[str, bytes | None]:
    """The URL and the body that hold the inputs; the headers get the body's type.

    Written here and not by the HTTP library: the clients of all languages send the same bytes.
    """
    if operation.inputs == "replay":
        from . import replay  # needs the extra `frames`, which other callers can do without

        headers["Content-Type"] = replay.MEDIA_TYPE
        return operation.path, replay.encode(dict(inputs))
    given = {name: value for name, value in inputs.items() if value is not None}
    if operation.inputs == "json":
        headers["Content-Type"] = JSON
        return operation.path, _wire.json_object(given)
    query = urlencode({name: _wire.to_text(value) for name, value in given.items()}, doseq=True)
    return f"{operation.path}?{query}" if query else operation.path, None


def answer(operation: Operation[T], response: httpx.Response) -> T:
    request_id = response.headers.get("X-Request-ID", response.request.headers["X-Request-ID"])
    if not response.is_success:
        raise problem(response, operation=operation.id, request_id=request_id)
    try:
        return operation.read(response)
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise UnreadableAnswer(
            "the answer is none that this version of the client can read",
            operation=operation.id,
            request_id=request_id,
        ) from error


def silence(
    operation: Operation[T], request: httpx.Request, error: httpx.RequestError
) -> Unreachable | TimedOut:
    """The exception for a request that got no answer."""
    kind: type[Unreachable | TimedOut] = Unreachable
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        sentence = "the service cannot be reached"
    else:
        sentence = "the connection to the service broke"
        if isinstance(error, httpx.TimeoutException):
            kind, sentence = TimedOut, "the service did not answer in time"
        if not operation.reads:
            sentence += "; it may have done what was asked"
    return kind(sentence, operation=operation.id, request_id=request.headers["X-Request-ID"])


def json_of(decode: Callable[[Any], T]) -> Callable[[httpx.Response], T]:
    return lambda response: decode(response.json())


def table_of(row: Callable[[Any], Row]) -> Callable[[httpx.Response], Table[Row]]:
    def read(response: httpx.Response) -> Table[Row]:
        if response.headers.get("Content-Type", "").startswith(ARROW):
            import pyarrow as pa

            return Table(pa.ipc.open_stream(response.content).read_all(), row)
        return Table(response.json(), row)

    return read


@contextmanager
def spool(response: httpx.Response) -> Iterator[IO[bytes]]:
    """A file that becomes the answer once it is written, and is gone where that fails."""
    with ExitStack() as stack:
        file = stack.enter_context(SpooledTemporaryFile(IN_MEMORY))
        yield file
        response.extensions["file"] = file
        stack.pop_all()


def file_named(name: str) -> Callable[[httpx.Response], File]:
    return lambda response: File(
        name,
        response.headers.get("Content-Type", "application/octet-stream"),
        response.extensions["file"],
    )
