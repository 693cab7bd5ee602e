# Generated from streamlift.yaml; do not edit.
"""The pages' way to the service: what left their functions is called here."""

import builtins
import logging
import os
import re
import sys
from operator import attrgetter
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st
from prices_client import Client, errors, replay

logger = logging.getLogger(__name__)

HERE = Path(__file__).resolve().parent
READS: dict[str, tuple[str, ...]] = {  # keys of the session, by the operation that reads them
    "quote": ("discount", "quotes"),
}


def call(operation: str, /, **arguments: Any) -> Any:
    """What the function gave, or raised, on the service.

    A service that cannot be asked is one sentence on the page, which ends there: handlers of the
    app must not take it for an error of their own.
    """
    if operation in READS:
        arguments[replay.SESSION] = {
            key: st.session_state[key] for key in READS[operation] if key in st.session_state
        }
    try:
        outcome = client().on_behalf_of(end_user()).replay(operation, arguments)
    except errors.ServiceError as error:
        logger.warning("%s: %s (request %s)", error.operation, error, error.request_id)
        sentence = str(error).rstrip(".")
        give_up(f"{sentence[:1].upper() + sentence[1:]}. Request {error.request_id}.")
    except replay.Untransferable as error:
        give_up(f"{error}, which it is given, cannot be sent to the service.")
    for name, args, kwargs in outcome.get("events", ()):
        if name == "session_state":
            st.session_state.update([args])
        else:
            attrgetter(name)(st)(*args, **kwargs)  # which ends the run, if it is how that ended
    if "raised" in outcome:
        raise rebuilt(**outcome["raised"])
    if "untransferable" in outcome:
        give_up(f"Done, but {outcome['untransferable']}, which it gave, cannot be shown here.")
    return outcome["result"]


def give_up(sentence: str) -> NoReturn:
    st.error(plain(sentence))
    st.stop()


def plain(text: str) -> str:
    """The text as it is, which Streamlit would read as Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$~:|<>])", r"\\\1", text)


@st.cache_resource(show_spinner=False)
def client() -> Client:
    """One client a process: it keeps its connections open."""
    return Client(setting("API_URL"), setting("API_KEY"), timeout=timeout())


def timeout() -> float:
    """Seconds to wait for an answer."""
    text = os.environ.get("API_TIMEOUT") or "35"
    if not text.isdecimal() or int(text) == 0:
        give_up("API_TIMEOUT is no number of seconds.")
    return int(text)


def setting(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        give_up(f"{name} is not set, so this page does not know its service.")
    return value


def end_user() -> str | None:
    """Who looks at the page. Only Streamlit's own login vouches for a name."""
    user = getattr(st, "user", None)
    if user is None or not user.get("is_logged_in"):
        return None
    name = user.get("email") or user.get("sub")
    return str(name) if name else None


def rebuilt(
    classes: list[tuple[str, str]], arguments: list[Any], attributes: dict[str, Any], text: str
) -> BaseException:
    """An exception of the service as the nearest class that the pages know, with the same text."""
    for module, name in classes:
        home = builtins if module == "builtins" else sys.modules.get(module)
        found = getattr(home, name, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            error = filled(found, arguments, attributes)
            if str(error) == text:
                return error
            named = {"__module__": module, "__str__": lambda _: text}
            return filled(type(name, (found,), named), arguments, attributes)
    return RuntimeError(text)


def filled(
    kind: type[BaseException], arguments: list[Any], attributes: dict[str, Any]
) -> BaseException:
    """An exception without running its constructor, which may want what did not cross."""
    error = kind.__new__(kind)
    error.args = tuple(arguments)
    for name, value in attributes.items():
        setattr(error, name, value)
    return error


def original(file: str) -> str:
    """Where a file of the app lies: its data stayed there."""
    root = Path(os.environ.get("DATA_ROOT", ".")).resolve()
    return str(root / Path(file).resolve().relative_to(HERE))
