"""Shop"""

import datetime as dt

import streamlit as st

import show
from backend import client, problems

st.title("Shop")

st.subheader("Open orders")
st.caption("Orders since a day, newest first.")
since = st.date_input("Since", dt.date(2025, 1, 1), key="open_orders.since")
limit = st.number_input(
    "Rows", min_value=1, max_value=500, value=50, step=1, key="open_orders.limit"
)
offset = st.number_input("Skip", min_value=0, value=0, step=1, key="open_orders.offset")
with problems():
    show.table(client().open_orders(since=since, limit=limit, offset=offset))
