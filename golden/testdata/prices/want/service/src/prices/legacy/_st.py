# Generated from streamlift.yaml; do not edit.
"""Stands in for Streamlit where the app's code runs without a page.

It offers caches, secrets, the keys of the session that are read, and what shows or writes:
that is recorded, in order, and done by the page that called. The page's own decorator is the only cache that ends.
"""

import functools
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, NoReturn

from prices.exceptions import Refused
from prices.platform.replay import Untransferable, crossing, decode, encode
from prices.settings import load_secrets

Event = tuple[str, list[Any], dict[str, Any]]


class Session(dict[str, Any]):
    """What a page keeps under the keys that are read. Callers without a page are refused what cannot do without."""

    def __init__(self, kept: dict[str, Any] | None = None) -> None:
        super().__init__(kept or {})
        self.is_of_page, self.events = kept is not None, list[Event]()

    def __missing__(self, key: str) -> Any:
        if self.is_of_page:
            raise KeyError(NOT_KEPT.format("key", key))
        record("error", [f"it needs {key!r}, which only the session of a page has"], {})
        raise Ended("stop", [], {})


NOT_KEPT = 'st.session_state has no {} "{}". Did you forget to initialize it? More info: https://docs.streamlit.io/develop/concepts/architecture/session-state#initialization'
_session: ContextVar[Session] = ContextVar("_session")


@contextmanager
def recording(kept: dict[str, Any] | None = None) -> Iterator[list[Event]]:
    """Collects what is shown or written inside."""
    session = Session(kept)
    token = _session.set(session)
    try:
        yield session.events
    finally:
        _session.reset(token)


def record(name: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    if (session := _session.get(None)) is not None:
        session.events.append((name, args, kwargs))


class Ended(BaseException):
    """Ends a run of the page, by what its arguments record: handlers of the app do not catch it."""


def answer(function: Callable[..., Any], gives: bool = True) -> Callable[..., Any]:
    """The function for callers without a page: where it ends the run, its last words are the reason. What gives
    nothing and then goes on to another run of the page is done, unless it complained."""

    @functools.wraps(function)
    def answering(*args: Any, **kwargs: Any) -> Any:
        with recording() as events:
            try:
                return function(*args, **kwargs)
            except Ended as end:
                said = [event for event in events if event[1] and event[0] != "session_state"]
                last: Event = said[-1] if said else ("", ["the operation stopped"], {})
                if gives or end.args[0] == "stop" or last[0] in ("error", "warning"):
                    raise Refused(str(last[1][0])) from None

    return answering


def _end(name: str, /, *args: Any, **kwargs: Any) -> NoReturn:
    raise Ended(name, list(args), kwargs)


rerun = functools.partial(_end, "rerun")
stop = functools.partial(_end, "stop")


def _show(name: str, /, *args: Any, **kwargs: Any) -> None:
    """Records what is shown, as it is now."""
    try:
        given, named = decode(encode((args, kwargs)))
    except Untransferable as error:
        name, given, named = "error", [f"{error} cannot be shown here."], {}
    record(name, list(given), named)


def _show_as_text(name: str, /, *args: Any, **kwargs: Any) -> None:
    _show(name, *map(crossing, args), **{key: crossing(value) for key, value in kwargs.items()})


caption = functools.partial(_show_as_text, "caption")
info = functools.partial(_show_as_text, "info")
subheader = functools.partial(_show_as_text, "subheader")
warning = functools.partial(_show_as_text, "warning")
table = functools.partial(_show, "table")
write = functools.partial(_show, "write")


class SessionState:
    """The session is the page's: it sends what is read here, and does itself what is done to it here."""

    def __getitem__(self, key: str) -> Any:
        return _session.get(Session())[key]

    def __getattr__(self, key: str) -> Any:
        try:
            return _session.get(Session())[key]
        except KeyError:
            raise AttributeError(NOT_KEPT.format("attribute", key)) from None

    def __contains__(self, key: str) -> bool:
        return key in _session.get(Session())

    def get(self, key: str, default: Any = None) -> Any:
        return _session.get(Session()).get(key, default)

    def __setitem__(self, key: str, value: Any) -> None:
        _session.get(Session())[key] = value
        record("session_state", [key, value], {})

    __setattr__ = __setitem__


session_state = SessionState()


def spinner(*_args: Any, **_kwargs: Any) -> AbstractContextManager[None]:
    return nullcontext()


def cache_data(function: Callable[..., Any] | None = None, **_options: Any) -> Any:
    """Leaves the function as it is: its cache is the page's."""
    if function is None:
        return cache_data
    function.clear = lambda *_args, **_kwargs: None  # type: ignore[attr-defined]
    return function


cache_data.clear = lambda: record("cache_data.clear", [], {})  # type: ignore[attr-defined]


def cache_resource(function: Callable[..., Any] | None = None, **_options: Any) -> Any:
    """Makes each resource once a process."""
    if function is None:
        return cache_resource
    made: dict[str, Any] = {}
    lock = threading.RLock()

    @functools.wraps(function)
    def once(*args: Any, **kwargs: Any) -> Any:
        key = repr((args, sorted(kwargs.items())))
        with lock:
            return made[key] if key in made else made.setdefault(key, function(*args, **kwargs))

    once.clear = lambda *_args, **_kwargs: made.clear()  # type: ignore[attr-defined]
    return once


class Secrets(dict[str, Any]):
    """The app's secrets, as items and as attributes."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(
            {
                key: Secrets(value) if isinstance(value, dict) else value
                for key, value in values.items()
            }
        )

    def __getattr__(self, key: str) -> Any:
        try:
            return self[key]
        except KeyError:
            raise AttributeError(f"there is no secret {key!r}: set it in APP_SECRETS") from None

    def __repr__(self) -> str:
        return "Secrets()"

    def to_dict(self) -> dict[str, Any]:
        return dict(self)


secrets = Secrets(load_secrets())
