"""Taken from app.py, word for word but for imports."""

import pandas as pd
from prices.legacy import _st as st

from prices.legacy.market import DAYS


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
