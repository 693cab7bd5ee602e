"""Loans: a calculator, and the offers that were made. All logic is in core/."""

from datetime import date

import streamlit as st

from core.offers import by_kind, export, make_offer, offers
from core.schedule import compare, cost, schedule, terms

st.set_page_config(page_title="Loans")
st.title("Loans")

with st.sidebar:
    amount = st.slider("Amount", 1000, 60000, 12000, step=1000)
    months = st.select_slider("Months", [12, 24, 36, 48, 60], value=24)
    kind = st.radio("Kind", ["annuity", "equal parts", "bullet"])
    income = st.number_input("Income a month", 0, 20000, 3200, step=100)
    start = st.date_input("Start", date(2026, 1, 15))

try:
    found = terms(amount, months, income)
except ValueError as error:
    st.error(str(error))
    st.stop()
rate = st.sidebar.slider("Rate", 0.0, 12.0, min(12.0, round(found["rate"], 1)), step=0.1)
st.caption(f"Offered: {found['rate']:.2f} %, of which {found['risk']:.2f} for the risk")

one, every, book = st.tabs(["Plan", "Compare", "Offers"])
with one:
    figures = cost(kind, amount, rate, months, start)
    left, middle, right = st.columns(3)
    left.metric("Interest", f"{figures['interest']:,.2f}")
    middle.metric("Highest payment", f"{figures['highest']:,.2f}")
    right.metric("Share", f"{figures['share']:.1%}")
    plan = schedule(kind, amount, rate, months, start)
    st.bar_chart(plan, x="due", y=["interest", "principal"])
    if st.checkbox("Every month"):
        st.dataframe(plan, hide_index=True)
with every:
    st.dataframe(compare(amount, rate, months, start), hide_index=True)
with book:
    customer = st.text_input("Customer")
    st.dataframe(offers(customer), hide_index=True)
    st.dataframe(by_kind(), hide_index=True)
    st.download_button("Download", export(customer), "offers.csv", "text/csv")
    if st.button("Make this offer"):
        try:
            st.success(f"Offered, for {make_offer(customer, kind, amount, rate, months, start):,.2f} of interest.")
        except ValueError as error:
            st.warning(str(error))
