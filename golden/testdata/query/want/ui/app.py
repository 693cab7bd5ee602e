"""Shop"""

import streamlit as st

st.set_page_config(page_title="Shop", layout="wide")

st.navigation(
    [
        st.Page("pages/shop.py", title="Shop"),
    ]
).run()
