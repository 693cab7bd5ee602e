"""Answers of the service as elements of a page."""

import streamlit as st
from papers_client import File


def download(answer: File) -> None:
    with answer:
        content = answer.content  # Streamlit keeps it in memory
    st.download_button(
        f"Download {answer.name}", content, answer.name, answer.media_type, on_click="ignore"
    )
