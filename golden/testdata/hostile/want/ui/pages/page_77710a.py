"""日本語"""

import streamlit as st

st.title("日本語")

st.subheader("X")
st.info("Not built yet: #")
