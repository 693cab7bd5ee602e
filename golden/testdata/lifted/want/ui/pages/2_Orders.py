from datetime import date

import pandas as pd
import streamlit as st
from sqlalchemy import text

from core.sales import export_orders, place_order
from db import engine
from filters import REGIONS, sidebar

st.title("Orders")
region, since, until = sidebar()

page = st.number_input("Page", min_value=1, max_value=1000, value=1)
with engine().connect() as conn:
    orders = pd.read_sql(
        text(
            "SELECT o.id, o.ordered_on, o.region, p.name AS product, o.quantity, o.note "
            "FROM orders o JOIN products p ON p.id = o.product_id ORDER BY o.id DESC LIMIT :limit OFFSET :offset"
        ),
        conn,
        params={"limit": 50, "offset": (page - 1) * 50},
    )
    products = conn.execute(text("SELECT id, name FROM products ORDER BY name")).all()
    csv = export_orders(conn, region=region, since=since, until=until)
st.dataframe(orders, hide_index=True)
st.download_button("Download CSV", csv, "orders.csv", "text/csv")

with st.form("new_order"):
    st.subheader("New order")
    ordered_on = st.date_input("Date", date(2025, 12, 31))
    where = st.selectbox("Region ", REGIONS[1:])
    product = st.selectbox("Product", products, format_func=lambda row: row.name)
    quantity = st.number_input("Quantity", min_value=1, max_value=100, value=1)
    note = st.text_input("Note", max_chars=200)
    if st.form_submit_button("Place order"):
        with engine().begin() as conn:
            number = place_order(
                conn, ordered_on=ordered_on, region=where, product_id=product.id, quantity=quantity, note=note or None
            )
        st.success(f"Order {number} is placed.")
