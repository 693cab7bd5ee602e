"""Inventory"""

import streamlit as st

st.set_page_config(page_title="Inventory", layout="wide")

st.navigation(
    [
        st.Page("pages/inventory.py", title="Inventory"),
    ]
).run()
