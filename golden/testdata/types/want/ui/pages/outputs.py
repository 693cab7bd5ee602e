"""outputs"""

import streamlit as st

import show
from backend import client, problems

st.title("outputs")

st.subheader("Do nothing")
if st.button("Do nothing", key="do_nothing"):
    with problems():
        client().do_nothing()
        st.success("Done.")

st.subheader("Get table")
with problems():
    show.table(client().get_table())

st.subheader("Get any table")
with problems():
    show.table(client().get_any_table())

st.subheader("Get record")
with problems():
    show.mapping(client().get_record())

st.subheader("Get dates")
with problems():
    show.values("Get dates", client().get_dates())

st.subheader("Get scalar")
with problems():
    show.scalar("Get scalar", client().get_scalar())

st.subheader("Get file")
if st.button("Prepare", key="get_file"):
    with problems():
        show.download(client().get_file())

st.subheader("Later")
st.info("Not built yet: nobody has written it yet")
