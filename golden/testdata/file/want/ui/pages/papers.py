"""Papers"""

import streamlit as st

import show
from backend import client, problems, uploaded

st.title("Papers")

st.subheader("Shorten")
st.caption("Gives the first lines of a text file.")
with st.form("shorten"):
    paper = st.file_uploader("Paper", key="shorten.paper")
    lines = st.number_input(
        "Lines", min_value=1, max_value=1000, value=10, step=1, key="shorten.lines"
    )
    submitted = st.form_submit_button("Prepare")
if submitted:
    with problems():
        show.download(client().shorten(paper=uploaded(paper), lines=lines))
