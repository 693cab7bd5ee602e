# Generated from streamlift.yaml; do not edit.
"""Stands in for Streamlit where the app's code runs without a page.

It offers caches, secrets, feedback, text and writing to the session, and nothing else. What is drawn or written is
recorded, in order, and done by the page that called; the page's own decorator is the only cache with a time to live.
"""

import functools
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

from prices.exceptions import Refused
from prices.platform.replay import Untransferable, decode, encode
from prices.settings import load_secrets

Event = tuple[str, list[Any], dict[str, Any]]

_events: ContextVar[list[Event] | None] = ContextVar("_events", default=None)


@contextmanager
def recording() -> Iterator[list[Event]]:
    """Collects what is drawn inside."""
    events: list[Event] = []
    token = _events.set(events)
    try:
        yield events
    finally:
        _events.reset(token)


def record(name: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    events = _events.get()
    if events is not None:
        events.append((name, args, kwargs))


class Ended(BaseException):
    """Ends a run of the page: handlers of the app do not catch it."""

    def __init__(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        self.event: Event = (name, args, kwargs)


def answer(function: Callable[..., Any], gives: bool = True) -> Callable[..., Any]:
    """The function for callers without a page: where it ends the run, its last words are the reason.

    What gives nothing and then goes on to another run of the page is done, unless it complained.
    """

    @functools.wraps(function)
    def answering(*args: Any, **kwargs: Any) -> Any:
        with recording() as events:
            try:
                return function(*args, **kwargs)
            except Ended as end:
                said = [
                    (name, args[0]) for name, args, _ in events if args and name != "session_state"
                ]
                last, words = said[-1] if said else ("", "the operation stopped")
                if not gives and end.event[0] != "stop" and last not in ("error", "warning"):
                    return None
                raise Refused(str(words)) from None

    return answering


def _ending(name: str) -> Callable[..., NoReturn]:
    def end(*args: Any, **kwargs: Any) -> NoReturn:
        raise Ended(name, list(args), kwargs)

    return end


rerun = _ending("rerun")
stop = _ending("stop")


def _element(name: str, exact: bool = False) -> Callable[..., None]:
    """Records what is shown, as it is now; what cannot cross is shown as text, or said to be missing."""

    def now(value: Any) -> Any:
        try:
            return decode(encode(value))
        except Untransferable:
            if exact:
                raise
            return str(value)

    def draw(*args: Any, **kwargs: Any) -> None:
        try:
            record(
                name,
                [now(value) for value in args],
                {key: now(value) for key, value in kwargs.items()},
            )
        except Untransferable as error:
            record("error", [f"{error} cannot be shown here."], {})

    draw.__name__ = name
    return draw


info = _element("info")
subheader = _element("subheader")
warning = _element("warning")
table = _element("table", exact=True)
write = _element("write", exact=True)


class SessionState:
    """The session is the page's: what is written is written there, and nothing of it can be read here."""

    def __setitem__(self, key: str, value: Any) -> None:
        record("session_state", [key, value], {})

    __setattr__ = __setitem__


session_state = SessionState()


@contextmanager
def spinner(*_args: Any, **_kwargs: Any) -> Iterator[None]:
    yield


def cache_data(function: Callable[..., Any] | None = None, **_options: Any) -> Any:
    """Runs the function each time: its cache is the page's."""
    if function is None:
        return cache_data

    @functools.wraps(function)
    def running(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    running.clear = lambda *_args, **_kwargs: None  # type: ignore[attr-defined]
    return running


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
            if key not in made:
                made[key] = function(*args, **kwargs)
            return made[key]

    once.clear = lambda *_args, **_kwargs: made.clear()  # type: ignore[attr-defined]
    return once


class Secrets(Mapping[str, Any]):
    """The app's secrets, as items and as attributes."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._given = values

    @property
    def _values(self) -> Mapping[str, Any]:
        return load_secrets() if self._given is None else self._given

    def __getitem__(self, key: str) -> Any:
        value = self._values[key]
        return Secrets(value) if isinstance(value, dict) else value

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        try:
            return self[key]
        except KeyError:
            raise AttributeError(f"there is no secret {key!r}: set it in APP_SECRETS") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def to_dict(self) -> dict[str, Any]:
        return dict(self._values)


secrets = Secrets()
