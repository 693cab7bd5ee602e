"""Offers that were made: one CSV file."""

from datetime import date
from pathlib import Path

import pandas as pd

from core.schedule import cost

FILE = Path("offers.csv")
COLUMNS = ["made", "customer", "kind", "amount", "rate", "months"]


def offers(customer: str = "") -> pd.DataFrame:
    """Offers, newest first; only a customer's where a part of the name is given."""
    frame = pd.read_csv(FILE, parse_dates=["made"])
    if customer:
        frame = frame[frame["customer"].str.contains(customer, case=False, regex=False)]
    return frame.sort_values(["made", "customer"], ascending=[False, True], ignore_index=True)


def by_kind() -> pd.DataFrame:
    """How many offers of each kind there are, and for how much."""
    groups = pd.read_csv(FILE).groupby("kind")["amount"]
    return groups.agg(offers="count", total="sum", largest="max").reset_index()


def make_offer(customer: str, kind: str, amount: int, rate: float, months: int, day: date) -> float:
    """Keeps an offer and gives the interest that it would bring."""
    name = " ".join(customer.split())
    if len(name) < 2 or "," in name:
        raise ValueError("an offer needs the customer's name, without commas")
    frame = pd.read_csv(FILE)
    row = pd.DataFrame([[day.isoformat(), name, kind, amount, rate, months]], columns=COLUMNS)
    pd.concat([frame, row]).to_csv(FILE, index=False)
    return cost(kind, amount, rate, months, day)["interest"]


def export(customer: str = "") -> bytes:
    """The same offers as a file for spreadsheets."""
    return offers(customer).to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")
