"""Prices of a market stall: one file a day, a chart, a download, an upload."""

import altair as alt
import pandas as pd
import streamlit as st

from market import DAYS, board, days, drop, quote, summary

CURRENCY = st.secrets["shop"]["currency"]


@st.cache_data(ttl=600)
def prices(day: str, with_tax: bool) -> pd.DataFrame:
    """What was sold on a day, with what it cost."""
    if not day:
        st.warning("Choose a day.")
        st.stop()
    frame = pd.read_csv(DAYS / f"{day}.csv", parse_dates=["at"])
    if with_tax:
        frame["price"] = (frame["price"] * (1 + st.secrets["tax"])).round(2)
    frame["total"] = frame["price"] * frame["pieces"]
    return frame


def export(day: str) -> bytes:
    """A day as a file for spreadsheets."""
    return prices(day, False).to_csv(index=False, sep=";").encode()


def add_day(name: str, content: bytes) -> int:
    """Keeps an uploaded day and gives its number of sales."""
    if not name.isalnum():
        raise ValueError(f"{name!r} is no name of a day")
    (DAYS / f"{name}.csv").write_bytes(content)
    return len(pd.read_csv(DAYS / f"{name}.csv"))


st.set_page_config(page_title="Prices", layout="wide")
st.title("Prices")
known = days()
day = st.sidebar.selectbox("Day", ["", *known, "sunday"], index=2)
with_tax = st.sidebar.toggle("With tax")

try:
    frame = prices(day, with_tax)
except FileNotFoundError as error:
    st.error(f"Nothing was sold on {day}: {error}")
    frame = None

if frame is not None:
    left, middle, right = st.columns(3)
    figures = summary(day, with_tax)
    left.metric("Sales", figures["sales"])
    middle.metric("Revenue", f"{figures['revenue']:.2f} {CURRENCY}")
    right.metric("Best", figures["best"] or "none")
    st.dataframe(frame, hide_index=True)
    chart = alt.Chart(frame).mark_bar().encode(x="product:N", y="sum(total):Q")
    st.altair_chart(chart)
    st.download_button("Download", export(day), f"{day}.csv", "text/csv")

with st.form("new"):
    name = st.text_input("Name of the day", "tuesday")
    uploaded = st.file_uploader("Sales", type="csv")
    if st.form_submit_button("Add"):
        if uploaded is None:
            st.info("Choose a file first.")
        else:
            try:
                st.success(f"{add_day(name, uploaded.getvalue())} sales of {name}")
            except ValueError as error:
                st.error(str(error))
if frame is not None and st.sidebar.toggle("Board"):
    board(day)
st.sidebar.number_input("Discount in %", 0.0, 50.0, 5.0, key="discount")
if frame is not None and st.sidebar.button("Quote"):
    st.success(f"All of {day} for {quote(day)} {CURRENCY}")
if st.sidebar.button("Drop the day"):
    drop(day)
if "dropped" in st.session_state:
    st.toast(f"{st.session_state.pop('dropped')} is gone.")
if st.button("Forget what was read"):
    prices.clear()
    st.toast("Forgotten")
