"""Ledger"""

import streamlit as st

import show
from backend import client, problems, uploaded

st.title("Ledger")

st.subheader("Book")
st.caption("Adds an amount to an account, and gives the number of accounts that have the name.")
with st.form("book"):
    book_account = st.text_input("Account", max_chars=40, key="book.account")
    cents = st.number_input(
        "Cents", min_value=-1000000, max_value=1000000, value=-1000000, step=1, key="book.cents"
    )
    submitted = st.form_submit_button("Book")
if submitted:
    with problems():
        show.scalar("Book", client().book(account=book_account, cents=cents))
        st.success("Done.")

st.subheader("Archive")
st.caption("Keeps a statement of the bank, and gives the number of its lines.")
with st.form("archive"):
    statement = st.file_uploader("Statement", key="archive.statement")
    submitted = st.form_submit_button("Archive")
if submitted:
    with problems():
        show.scalar("Archive", client().archive(statement=uploaded(statement)))
        st.success("Done.")

st.subheader("Balance")
st.caption("The balance of an account.")
balance_account = st.text_input("Account", "cash", max_chars=40, key="balance.account")
with problems():
    show.record(client().balance(account=balance_account), {"name": "Name", "cents": "Cents"})
