"""Stores"""

import streamlit as st

st.set_page_config(page_title="Stores", layout="wide")

st.navigation(
    [
        st.Page("pages/stores.py", title="Stores"),
    ]
).run()
