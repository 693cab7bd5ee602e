"""Orders"""

import datetime as dt

import streamlit as st
from sales_client import choices

import show
from backend import client, problems

st.title("Orders")

st.subheader("Place order")
st.caption("Writes one order and gives its number.")
with st.form("place_order"):
    product_id = st.number_input("Product", value=0, step=1, key="place_order.product_id")
    ordered_on = st.date_input("Date", dt.date(2025, 12, 31), key="place_order.ordered_on")
    place_order_region = st.selectbox(
        "Region", choices.PLACE_ORDER_REGION, index=0, key="place_order.region"
    )
    quantity = st.number_input(
        "Quantity", min_value=1, max_value=100, value=1, step=1, key="place_order.quantity"
    )
    note = st.text_input("Note", None, max_chars=200, key="place_order.note")
    submitted = st.form_submit_button("Place order")
if submitted:
    with problems():
        show.scalar(
            "Place order",
            client().place_order(
                product_id=product_id,
                ordered_on=ordered_on,
                region=place_order_region,
                quantity=quantity,
                note=note,
            ),
        )
        st.success("Done.")

st.subheader("List orders")
st.caption("Orders, newest first, a page at a time.")
limit = st.number_input(
    "Rows", min_value=1, max_value=500, value=50, step=1, key="list_orders.limit"
)
offset = st.number_input("Skip", min_value=0, value=0, step=1, key="list_orders.offset")
with problems():
    show.table(client().list_orders(limit=limit, offset=offset))

st.subheader("Export orders")
st.caption("All orders of a selection as CSV, for spreadsheets.")
with st.form("export_orders"):
    export_orders_region = st.selectbox(
        "Region", choices.REGION, index=0, key="export_orders.region"
    )
    since = st.date_input(
        "From", dt.date(2025, 1, 1), min_value=dt.date(2024, 1, 1), key="export_orders.since"
    )
    until = st.date_input(
        "To", dt.date(2025, 12, 31), min_value=dt.date(2024, 1, 1), key="export_orders.until"
    )
    submitted = st.form_submit_button("Prepare")
if submitted:
    with problems():
        show.download(client().export_orders(region=export_orders_region, since=since, until=until))
