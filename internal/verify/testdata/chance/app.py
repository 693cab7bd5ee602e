import streamlit as st

from store import numbers

st.write(numbers())
