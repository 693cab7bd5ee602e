"""Taken from market.py, word for word but for imports and `__file__`."""

from prices.legacy import _files

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd
from prices.legacy import _st as st

DAYS = Path(os.environ.get("STALL_DAYS") or Path(_files.original(__file__)).parent / "days")


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
