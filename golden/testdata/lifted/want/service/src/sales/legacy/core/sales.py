"""Queries of the sales dashboard. No Streamlit in here."""

from datetime import date

import pandas as pd
from sqlalchemy import Connection, text

REVENUE = "SUM(o.quantity * p.price_cents) / 100.0"


def _filters(region, since, until):
    clauses, params = ["o.ordered_on BETWEEN :since AND :until"], {"since": str(since), "until": str(until)}
    if region != "All":
        clauses.append("o.region = :region")
        params["region"] = region
    return " AND ".join(clauses), params


def headline(conn: Connection, region: str, since: date, until: date) -> dict:
    """The KPI row: revenue, orders, average order value, best day."""
    where, params = _filters(region, since, until)
    total = conn.execute(
        text(f"SELECT COALESCE({REVENUE}, 0), COUNT(*) FROM orders o JOIN products p ON p.id = o.product_id WHERE {where}"),
        params,
    ).one()
    best = conn.execute(
        text(
            f"SELECT o.ordered_on FROM orders o JOIN products p ON p.id = o.product_id WHERE {where} "
            f"GROUP BY o.ordered_on ORDER BY {REVENUE} DESC, o.ordered_on LIMIT 1"
        ),
        params,
    ).scalar()
    revenue, orders = float(total[0]), int(total[1])
    return {
        "revenue": revenue,
        "orders": orders,
        "average_order": round(revenue / orders, 2) if orders else None,
        "best_day": best,
    }


def monthly_revenue(conn: Connection, region: str, since: date, until: date) -> pd.DataFrame:
    """Revenue and orders a month, with the change against the month before."""
    where, params = _filters(region, since, until)
    frame = pd.read_sql(
        text(
            f"SELECT substr(o.ordered_on, 1, 7) AS month, {REVENUE} AS revenue, COUNT(*) AS orders "
            f"FROM orders o JOIN products p ON p.id = o.product_id WHERE {where} GROUP BY 1 ORDER BY 1"
        ),
        conn,
        params=params,
    )
    frame["change"] = frame["revenue"].pct_change().round(4)
    return frame


def top_products(conn: Connection, region: str, since: date, until: date, categories: list[str], limit: int = 5) -> pd.DataFrame:
    """Best-selling products of the chosen categories, by revenue."""
    where, params = _filters(region, since, until)
    frame = pd.read_sql(
        text(
            f"SELECT p.name AS product, p.category, SUM(o.quantity) AS units, {REVENUE} AS revenue "
            f"FROM orders o JOIN products p ON p.id = o.product_id WHERE {where} GROUP BY 1, 2 ORDER BY revenue DESC, product"
        ),
        conn,
        params=params,
    )
    if categories:
        frame = frame[frame["category"].isin(categories)]
    return frame.head(limit).reset_index(drop=True)


def export_orders(conn: Connection, region: str, since: date, until: date) -> bytes:
    """All orders of the selection as CSV, for spreadsheets."""
    where, params = _filters(region, since, until)
    frame = pd.read_sql(
        text(
            "SELECT o.id, o.ordered_on, o.region, p.name AS product, o.quantity, o.quantity * p.price_cents / 100.0 AS amount "
            f"FROM orders o JOIN products p ON p.id = o.product_id WHERE {where} ORDER BY o.id"
        ),
        conn,
        params=params,
    )
    return frame.to_csv(index=False).encode()


def place_order(conn: Connection, ordered_on: date, region: str, product_id: int, quantity: int, note: str | None = None) -> int:
    """Writes one order and gives its number."""
    price = conn.execute(text("SELECT price_cents FROM products WHERE id = :id"), {"id": product_id}).scalar()
    if price is None:
        raise ValueError(f"there is no product {product_id}")
    result = conn.execute(
        text(
            "INSERT INTO orders (ordered_on, region, product_id, quantity, note) "
            "VALUES (:ordered_on, :region, :product_id, :quantity, :note)"
        ),
        {"ordered_on": str(ordered_on), "region": region, "product_id": product_id, "quantity": quantity, "note": note},
    )
    return int(result.lastrowid)
