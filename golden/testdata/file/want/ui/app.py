"""Papers"""

import streamlit as st

st.set_page_config(page_title="Papers", layout="wide")

st.navigation(
    [
        st.Page("pages/papers.py", title="Papers"),
    ]
).run()
