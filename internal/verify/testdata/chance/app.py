import streamlit as st

from store import draw, numbers

st.write(numbers())
if st.button("Draw"):
    st.write(draw(3))
