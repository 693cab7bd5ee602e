"""Products"""

import datetime as dt

import streamlit as st
from sales_client import choices

import show
from backend import client, problems

st.title("Products")

st.subheader("Top products")
st.caption("Best-selling products of the chosen categories, by revenue.")
region = st.selectbox("Region", choices.REGION, index=0, key="top_products.region")
since = st.date_input(
    "From", dt.date(2025, 1, 1), min_value=dt.date(2024, 1, 1), key="top_products.since"
)
until = st.date_input(
    "To", dt.date(2025, 12, 31), min_value=dt.date(2024, 1, 1), key="top_products.until"
)
categories = st.multiselect(
    "Categories", choices.CATEGORIES, default=["Coffee", "Tea"], key="top_products.categories"
)
limit = st.slider("How many", min_value=1, max_value=10, value=5, step=1, key="top_products.limit")
with problems():
    show.table(
        client().top_products(
            region=region, since=since, until=until, categories=categories, limit=limit
        )
    )

st.subheader("List products")
st.caption("Products with their prices.")
with problems():
    show.table(client().list_products())
