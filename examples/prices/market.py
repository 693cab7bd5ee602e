"""The stall's days, without a page."""

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd
import streamlit as st

DAYS = Path(os.environ.get("STALL_DAYS") or Path(__file__).parent / "days")


@st.cache_resource
def tax_table() -> dict:
    return {"food": st.secrets["tax"], "books": 0.0}


@lru_cache
def kind(product: str) -> str:
    return "books" if product == "atlas" else "food"


def days() -> list[str]:
    """Names of the days that were kept."""
    return sorted(path.stem for path in DAYS.glob("*.csv"))


def summary(day: str, with_tax: bool) -> dict:
    """Sales, revenue and the best product of a day."""
    with st.spinner("Counting"):
        frame = pd.read_csv(DAYS / f"{day}.csv")
    if frame.empty:
        st.info(f"{day} was quiet.")
        return {"sales": 0, "revenue": 0.0, "best": None}
    rates = frame["product"].map(kind).map(tax_table()) if with_tax else 0.0
    totals = frame["price"] * (1 + rates) * frame["pieces"]
    best = totals.groupby(frame["product"]).sum().idxmax()
    return {"sales": len(frame), "revenue": float(totals.sum()), "best": str(best)}


def board(day: str) -> None:
    """Shows what hangs above the stall: pieces and takings of each product."""
    frame = pd.read_csv(DAYS / f"{day}.csv")
    totals = frame.assign(takings=frame["price"] * frame["pieces"]).groupby("product")[["pieces", "takings"]].sum()
    st.subheader(f"Board of {day}", divider=True)
    st.table(totals)
    st.write("Best first:", totals["takings"].sort_values(ascending=False).index.tolist())


def drop(day: str) -> None:
    """Takes a day away; the page begins again without it."""
    file = DAYS / f"{day}.csv"
    if not file.exists():
        st.warning(f"Nothing was sold on {day}.")
        return
    file.unlink()
    st.session_state["dropped"] = day
    st.cache_data.clear()
    st.rerun()


def quote(day: str) -> float:
    """What all of a day costs, less the discount that the page asks for."""
    frame = pd.read_csv(DAYS / f"{day}.csv")
    full = float((frame["price"] * frame["pieces"]).sum())
    st.session_state["quotes"] = st.session_state.get("quotes", 0) + 1
    st.caption(f"Quote number {st.session_state['quotes']}")
    return round(full * (1 - st.session_state.discount / 100), 2)
