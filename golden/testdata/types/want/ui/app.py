"""Types"""

import streamlit as st

st.set_page_config(page_title="Types", layout="wide")

st.navigation(
    [
        st.Page("pages/inputs.py", title="inputs"),
        st.Page("pages/outputs.py", title="outputs"),
    ]
).run()
