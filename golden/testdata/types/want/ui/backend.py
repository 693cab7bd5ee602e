"""The service behind the pages: one client a process, errors as sentences."""

import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st
from all_types_client import Client, errors

logger = logging.getLogger(__name__)

T = TypeVar("T")


def client() -> Client:
    """The client of this process, speaking for whoever is logged in."""
    return _shared().on_behalf_of(_end_user())


class Unfinished(Exception):
    """An input that the person has yet to give or mend."""


@contextmanager
def problems() -> Iterator[None]:
    """Shows what went wrong inside as a sentence, with the id that the service logged it under."""
    try:
        yield
    except Unfinished as error:
        st.info(_plain(str(error)))
    except errors.ServiceError as error:
        logger.warning("%s: %s (request %s)", error.operation, error, error.request_id)
        sentence = str(error).rstrip(".")
        st.error(f"{_plain(sentence[:1].upper() + sentence[1:])}. Request {error.request_id}.")
        if isinstance(error, errors.Unreachable):
            st.stop()  # what follows would only wait to fail in the same way


def typed(read: Callable[[str], T], texts: Sequence[str]) -> list[T]:
    """What a person typed, as the values that it stands for."""
    try:
        return [read(text) for text in texts]
    except (ArithmeticError, ValueError):
        raise Unfinished(f"This does not read well: {', '.join(texts)}") from None


def parsed(text: str) -> Any:
    """The value that a person wrote as JSON."""
    try:
        return json.loads(text)
    except ValueError:
        raise Unfinished("This is no JSON.") from None


@st.cache_resource(show_spinner=False)
def _shared() -> Client:
    return Client(_setting("API_URL"), _setting("API_KEY"), timeout=_timeout())


def _timeout() -> float:
    """Seconds to wait for an answer: more than the service gives a statement."""
    text = os.environ.get("API_TIMEOUT") or "35"
    if not text.isdecimal() or int(text) == 0:
        st.error("API_TIMEOUT is no number of seconds.")
        st.stop()
    return int(text)


def _setting(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        st.error(f"{name} is not set, so this page does not know its service.")
        st.stop()
    return value


def _end_user() -> str | None:
    # Only Streamlit's own login vouches for a name; without it the service sees this UI.
    if not st.user.get("is_logged_in"):
        return None
    name = st.user.get("email") or st.user.get("sub")
    return str(name) if name else None


def _plain(text: str) -> str:
    """The text as it is, which Streamlit would read as Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$~:|<>])", r"\\\1", text)
