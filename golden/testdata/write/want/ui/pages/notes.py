"""Notes"""

import streamlit as st

import show
from backend import client, problems

st.title("Notes")

st.subheader("Add note")
st.caption("Adds a note and gives the number of rows.")
with st.form("add_note"):
    text = st.text_area("Text", max_chars=2000, key="add_note.text")
    submitted = st.form_submit_button("Add note")
if submitted:
    with problems():
        show.scalar("Add note", client().add_note(text=text))
        st.success("Done.")
