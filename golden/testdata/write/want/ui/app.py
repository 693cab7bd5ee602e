"""Notes"""

import streamlit as st

st.set_page_config(page_title="Notes", layout="wide")

st.navigation(
    [
        st.Page("pages/notes.py", title="Notes"),
    ]
).run()
