import streamlit as st

from core.sales import top_products
from db import engine
from filters import sidebar

st.title("Products")
region, since, until = sidebar()
categories = st.multiselect("Categories", ["Coffee", "Tea", "Kitchen"], default=["Coffee", "Tea"])
limit = st.slider("How many", min_value=1, max_value=10, value=5)

with engine().connect() as conn:
    best = top_products(conn, region=region, since=since, until=until, categories=categories, limit=limit)
st.dataframe(best, hide_index=True)
