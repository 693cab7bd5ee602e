import streamlit as st

from store import add, items

st.title("Shop")
name = st.text_input("Name")
if st.button("Add") and name:
    add(name)
st.dataframe(items())
