"""Ledger"""

import streamlit as st

st.set_page_config(page_title="Ledger", layout="wide")

st.navigation(
    [
        st.Page("pages/ledger.py", title="Ledger"),
    ]
).run()
