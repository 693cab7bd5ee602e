"""Sales dashboard"""

import streamlit as st

st.set_page_config(page_title="Sales dashboard", layout="wide")

st.navigation(
    [
        st.Page("pages/overview.py", title="Overview"),
        st.Page("pages/products.py", title="Products"),
        st.Page("pages/orders.py", title="Orders"),
    ]
).run()
