"""empty"""

import streamlit as st

st.set_page_config(page_title="empty", layout="wide")

st.info("There are no operations yet.")
