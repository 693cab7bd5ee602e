# Generated from streamlift.yaml; do not edit.
"""Stands in for Streamlit where the app's code runs without a page.

It offers caches, secrets, feedback, text and writing to the session, and nothing else. What is drawn or written is
recorded, in order, and done by the page that called; the page's own decorator is the only cache with a time to live.
"""

import functools
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from json import loads
from typing import Any

from prices.exceptions import Refused
from prices.platform.replay import crossing

Event = tuple[str, list[Any], dict[str, Any]]

_events: ContextVar[list[Event] | None] = ContextVar("_events", default=None)


class Stopped(BaseException):
    """Ends a run as `st.stop()` does: handlers of the app do not catch it."""


@contextmanager
def recording() -> Iterator[list[Event]]:
    """Collects what is drawn inside."""
    events: list[Event] = []
    token = _events.set(events)
    try:
        yield events
    finally:
        _events.reset(token)


def answer(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function for callers without a page: where it stops, its last words are the reason."""

    @functools.wraps(function)
    def answering(*args: Any, **kwargs: Any) -> Any:
        with recording() as events:
            try:
                return function(*args, **kwargs)
            except Stopped:
                said = [args[0] for _, args, _ in events if args]
                raise Refused(str(said[-1]) if said else "the operation stopped") from None

    return answering


def stop() -> None:
    raise Stopped


def _element(name: str) -> Callable[..., None]:
    def draw(*args: Any, **kwargs: Any) -> None:
        events = _events.get()
        if events is not None:
            shown = {key: crossing(value) for key, value in kwargs.items()}
            events.append((name, [crossing(value) for value in args], shown))

    draw.__name__ = name
    return draw


error = _element("error")
warning = _element("warning")
info = _element("info")
success = _element("success")
toast = _element("toast")
text = _element("text")
markdown = _element("markdown")
caption = _element("caption")
code = _element("code")
json = _element("json")


class SessionState:
    """The session is the page's: what is written is written there, and nothing of it can be read here."""

    def __setitem__(self, key: str, value: Any) -> None:
        events = _events.get()
        if events is not None:
            events.append(("session_state", [key, value], {}))

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
    """The app's secrets, as items and as attributes: APP_SECRETS is secrets.toml as JSON."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._given = values

    @property
    def _values(self) -> Mapping[str, Any]:
        if self._given is None:
            return {**os.environ, **loads(os.environ.get("APP_SECRETS", "{}"))}
        return self._given

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
