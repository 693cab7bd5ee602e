"""Answers of the service as elements of a page."""

from typing import Any

import streamlit as st
from hostile_client import Table


def table(answer: Table[Any]) -> None:
    st.dataframe(answer.arrow(), hide_index=True)
