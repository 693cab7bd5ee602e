"""Answers of the service as elements of a page."""

import streamlit as st


def scalar(label: str, answer: object) -> None:
    st.metric(label, _text(answer))


def _text(value: object) -> str:
    if value is None:
        return "none"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:,}" if is_number else str(value)
