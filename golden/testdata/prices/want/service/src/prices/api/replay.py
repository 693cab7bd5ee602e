# Generated from streamlift.yaml; do not edit.
"""The app's own pages call what moved here, with exactly the values they called it with before.

Same key and same path as other callers use, another media type: platform/replay.py says what it holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from anyio import to_thread
from fastapi import Request, Response
from pydantic import ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

import prices.legacy.app
import prices.legacy.market
from prices.api.deps import authenticate, identify
from prices.api.errors import answer_service_error
from prices.exceptions import Malformed, Refused, ServiceError, TooLarge
from prices.legacy import _st
from prices.lifespan import State
from prices.operations.models import Params
from prices.operations.prices.schemas import (
    BoardParams,
    DropParams,
    ExportParams,
    PricesParams,
    QuoteParams,
    SummaryParams,
)
from prices.platform import replay

MAX_ARGUMENTS = 32 * 2**20  # bytes
MAX_UNPACKED = 256 * 2**20  # bytes that these may stand for

log = structlog.stdlib.get_logger(__name__)


def days(state: State, arguments: dict[str, Any]) -> Any:
    return prices.legacy.market.days(**arguments)


def prices_(state: State, arguments: dict[str, Any]) -> Any:
    return prices.legacy.app.prices(**arguments)


def summary(state: State, arguments: dict[str, Any]) -> Any:
    return prices.legacy.market.summary(**arguments)


def export(state: State, arguments: dict[str, Any]) -> Any:
    return prices.legacy.app.export(**arguments)


def add_day(state: State, arguments: dict[str, Any]) -> Any:
    return prices.legacy.app.add_day(**arguments)


def board(state: State, arguments: dict[str, Any]) -> Any:
    return prices.legacy.market.board(**arguments)


def quote(state: State, arguments: dict[str, Any]) -> Any:
    return prices.legacy.market.quote(**arguments)


def drop(state: State, arguments: dict[str, Any]) -> Any:
    return prices.legacy.market.drop(**arguments)


@dataclass(frozen=True)
class Moved:
    operation: str
    function: Callable[[State, dict[str, Any]], Any]
    model: type[Params] | None = None
    held: tuple[str, ...] = ()  # inputs that were a choice in the app
    reads: tuple[str, ...] = ()  # keys of the session

    def refuse_others(self, arguments: dict[str, Any]) -> None:
        """Only what was a choice in the app may reach a path or a query, whoever asks."""
        given = {name: arguments[name] for name in self.held if arguments.get(name) is not None}
        if self.model is None or not given:
            return
        try:
            self.model.model_validate(given)
        except ValidationError as error:
            for wrong in error.errors():
                if wrong["loc"][0] in given:
                    raise Refused(f"{wrong['loc'][0]}: {wrong['msg']}") from None


MOVED = {
    "/v1/days": Moved("days", days),
    "/v1/prices": Moved("prices", prices_, PricesParams, ("day",)),
    "/v1/summary": Moved("summary", summary, SummaryParams, ("day",)),
    "/v1/export": Moved("export", export, ExportParams, ("day",)),
    "/v1/add-day": Moved("add_day", add_day),
    "/v1/board": Moved("board", board, BoardParams, ("day",)),
    "/v1/quote": Moved("quote", quote, QuoteParams, ("day",), reads=("discount", "quotes")),
    "/v1/drop": Moved("drop", drop, DropParams, ("day",)),
}


class Replay:
    """Answers requests in the pages' own media type; all others go on to the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        moved = MOVED.get(scope["path"]) if scope["type"] == "http" else None
        request = Request(scope, receive) if moved else None
        if not moved or not request or not asks_here(request):
            await self.app(scope, receive, send)
            return
        response: Response
        try:
            response = await answer(request, moved)
        except ServiceError as error:
            response = await answer_service_error(request, error)
        await response(scope, receive, send)


def asks_here(request: Request) -> bool:
    """Whether it is a call of the pages: they all come as POST, or what is safe to ask might write."""
    return request.method == "POST" and request.headers.get("content-type") == replay.MEDIA_TYPE


async def answer(request: Request, moved: Moved) -> Response:
    await authenticate(request)
    await identify(request.headers.get("x-end-user", ""))
    structlog.contextvars.bind_contextvars(operation=moved.operation)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_ARGUMENTS:
            raise TooLarge(f"the arguments have more than {MAX_ARGUMENTS} bytes")
    perform = partial(outcome, moved, request.scope["state"], bytes(body))
    limiter = request.state.limiters[moved.operation]
    content = await to_thread.run_sync(perform, limiter=limiter)
    return Response(content, media_type=replay.MEDIA_TYPE)


def arguments_in(body: bytes) -> dict[str, Any]:
    try:
        arguments = replay.decode(body, MAX_UNPACKED)
    except Exception as error:  # of any kind: a body is anything that somebody sends
        log.warning("arguments cannot be read", exc_info=error)
        raise Malformed("the body holds no arguments that can be read") from error
    if not isinstance(arguments, dict) or not isinstance(arguments.get(replay.SESSION, {}), dict):
        raise Malformed("the body holds no arguments by name")
    return arguments


def outcome(moved: Moved, state: State, body: bytes) -> bytes:
    """What the function gave or raised: what it raises is the pages' business, as it was before."""
    arguments = arguments_in(body)
    kept = arguments.pop(replay.SESSION, {})
    moved.refuse_others(arguments)
    ended: dict[str, Any] = {}
    with _st.recording({key: kept[key] for key in moved.reads if key in kept}) as events:
        try:
            ended = {"result": moved.function(state, arguments)}
        except _st.Ended as end:
            _st.record(*end.args)
        except ServiceError:
            raise
        except Exception as error:
            log.warning("a function of the app raised", exc_info=error)
            ended = {"raised": replay.raised(error)}
    try:
        return replay.encode({"events": events, **ended})
    except replay.Untransferable as error:
        log.warning("a result cannot cross", result=str(error))
        drawn = [event for event in events if event[0] != "session_state"]
        return replay.encode({"events": drawn, "untransferable": str(error)})
