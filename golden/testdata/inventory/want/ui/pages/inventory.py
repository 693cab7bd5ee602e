"""Inventory"""

import datetime as dt

import streamlit as st

import show
from backend import client, problems

st.title("Inventory")

st.subheader("Recount")
st.caption("Sets the counted quantity of a part; gives the number of parts changed.")
with st.form("recount"):
    recount_sku = st.text_input("SKU", key="recount.sku")
    quantity = st.number_input(
        "Counted", min_value=0, max_value=100000, value=0, step=1, key="recount.quantity"
    )
    counted_on = st.date_input("Day", dt.date(2026, 1, 31), key="recount.counted_on")
    submitted = st.form_submit_button("Recount")
if submitted:
    with problems():
        show.scalar(
            "Recount", client().recount(sku=recount_sku, quantity=quantity, counted_on=counted_on)
        )
        st.success("Done.")

st.subheader("Low stock")
st.caption("Parts at or below a level, scarcest first.")
level = st.slider("At most", min_value=0, max_value=1000, value=10, step=1, key="low_stock.level")
search = st.text_input("Name holds", "", max_chars=40, key="low_stock.search")
with problems():
    show.table(client().low_stock(level=level, search=search))

st.subheader("Part")
st.caption("One part by its number.")
part_sku = st.text_input("SKU", "AB-001", key="part.sku")
with problems():
    show.record(
        client().part(sku=part_sku),
        {"sku": "Sku", "name": "Name", "quantity": "Quantity", "counted_on": "Counted on"},
    )

st.subheader("Stock value")
st.caption("What everything in stock cost.")
with problems():
    show.scalar("Stock value", client().stock_value())

st.subheader("Reorder")
st.caption("Orders a part again from its supplier.")
st.info("Not built yet: the supplier's interface is not agreed yet")
