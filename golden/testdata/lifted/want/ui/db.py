"""The app's database: one engine a process."""

from pathlib import Path

import streamlit as st
from sqlalchemy import Engine, create_engine
import lifted


@st.cache_resource
def engine() -> Engine:
    return create_engine(f"sqlite:///{Path(lifted.original(__file__)).with_name('sales.db')}")
