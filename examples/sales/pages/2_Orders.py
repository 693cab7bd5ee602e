from datetime import date

import pandas as pd
import streamlit as st
from sqlalchemy import text

from core.sales import export_orders, place_order
from db import engine
from filters import REGIONS, sidebar

st.title("Orders")
region, since, until = sidebar()

limit = st.number_input("Rows", min_value=1, max_value=500, value=50)
offset = st.number_input("Skip", min_value=0, value=0)
with engine().connect() as conn:
    orders = pd.read_sql(
        text(
            "SELECT o.id, o.ordered_on, o.region, p.name AS product, o.quantity, o.note "
            "FROM orders o JOIN products p ON p.id = o.product_id ORDER BY o.id DESC LIMIT :limit OFFSET :offset"
        ),
        conn,
        params={"limit": limit, "offset": offset},
    )
    products = pd.read_sql(text("SELECT id, name, category, price_cents FROM products ORDER BY name"), conn)
    csv = export_orders(conn, region=region, since=since, until=until)
st.dataframe(orders, hide_index=True)
st.download_button("Download CSV", csv, "orders.csv", "text/csv")

with st.form("new_order"):
    st.subheader("New order")
    ordered_on = st.date_input("Date", date(2025, 12, 31))
    where = st.selectbox("Region ", REGIONS[1:])
    product = st.selectbox("Product", products.itertuples(index=False), format_func=lambda row: row.name)
    quantity = st.number_input("Quantity", min_value=1, max_value=100, value=1)
    note = st.text_input("Note", max_chars=200)
    if st.form_submit_button("Place order"):
        with engine().begin() as conn:
            number = place_order(
                conn, ordered_on=ordered_on, region=where, product_id=int(product.id), quantity=quantity, note=note or None
            )
        st.success(f"Order {number} is placed.")
