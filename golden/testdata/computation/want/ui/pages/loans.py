"""Loans"""

import streamlit as st

import show
from backend import client, problems

st.title("Loans")

st.subheader("Monthly rate")
st.caption("What a loan costs a month.")
with st.form("monthly_rate"):
    amount = st.number_input("Amount", min_value=0.0, value=10000.0, key="monthly_rate.amount")
    percent = st.number_input(
        "Interest", min_value=0.0, max_value=30.0, value=4.5, key="monthly_rate.percent"
    )
    years = st.number_input(
        "Years", min_value=1, max_value=40, value=10, step=1, key="monthly_rate.years"
    )
    submitted = st.form_submit_button("Run")
if submitted:
    with problems():
        show.scalar(
            "Monthly rate", client().monthly_rate(amount=amount, percent=percent, years=years)
        )
