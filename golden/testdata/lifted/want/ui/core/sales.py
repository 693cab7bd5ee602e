"""Queries of the sales dashboard. No Streamlit in here."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection
import lifted


def headline(conn: Connection, region: str, since: date, until: date) -> dict:
    """The KPI row: revenue, orders, average order value, best day."""
    return lifted.call("headline", region=region, since=since, until=until)


def monthly_revenue(conn: Connection, region: str, since: date, until: date) -> pd.DataFrame:
    """Revenue and orders a month, with the change against the month before."""
    return lifted.call("monthly_revenue", region=region, since=since, until=until)


def top_products(conn: Connection, region: str, since: date, until: date, categories: list[str], limit: int = 5) -> pd.DataFrame:
    """Best-selling products of the chosen categories, by revenue."""
    return lifted.call("top_products", region=region, since=since, until=until, categories=categories, limit=limit)


def export_orders(conn: Connection, region: str, since: date, until: date) -> bytes:
    """All orders of the selection as CSV, for spreadsheets."""
    return lifted.call("export_orders", region=region, since=since, until=until)


def place_order(conn: Connection, ordered_on: date, region: str, product_id: int, quantity: int, note: str | None = None) -> int:
    """Writes one order and gives its number."""
    return lifted.call("place_order", ordered_on=ordered_on, region=region, product_id=product_id, quantity=quantity, note=note)
