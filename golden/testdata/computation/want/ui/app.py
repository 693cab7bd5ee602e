"""Loans"""

import streamlit as st

st.set_page_config(page_title="Loans", layout="wide")

st.navigation(
    [
        st.Page("pages/loans.py", title="Loans"),
    ]
).run()
