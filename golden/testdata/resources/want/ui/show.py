"""Answers of the service as elements of a page."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from stores_client import File, Table


def table(answer: Table[Any]) -> None:
    st.dataframe(answer.arrow(), hide_index=True)


def record(answer: object, labels: Mapping[str, str]) -> None:
    _metrics([(label, getattr(answer, name)) for name, label in labels.items()])


def mapping(answer: Mapping[str, object]) -> None:
    _metrics(list(answer.items()))


def scalar(label: str, answer: object) -> None:
    st.metric(label, _text(answer))


def values(label: str, answer: Sequence[object]) -> None:
    st.dataframe({label: list(answer)}, hide_index=True)


def download(answer: File) -> None:
    with answer:
        content = answer.content  # Streamlit keeps it in memory
    st.download_button(
        f"Download {answer.name}", content, answer.name, answer.media_type, on_click="ignore"
    )


def _metrics(items: list[tuple[str, object]]) -> None:
    """Names and values, four in a row."""
    for first in range(0, len(items), 4):
        for column, (label, value) in zip(st.columns(4), items[first : first + 4], strict=False):
            column.metric(label, _text(value))


def _text(value: object) -> str:
    if value is None:
        return "none"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:,}" if is_number else str(value)
