"""Overview"""

import datetime as dt

import streamlit as st
from sales_client import choices

import show
from backend import client, problems

st.title("Overview")

region = st.sidebar.selectbox("Region", choices.REGION, index=0, key="region")
since = st.sidebar.date_input(
    "From", dt.date(2025, 1, 1), min_value=dt.date(2024, 1, 1), key="since"
)
until = st.sidebar.date_input(
    "To", dt.date(2025, 12, 31), min_value=dt.date(2024, 1, 1), key="until"
)

st.subheader("Headline")
st.caption("Revenue, orders, average order value and best day of a selection.")
with problems():
    show.record(
        client().headline(region=region, since=since, until=until),
        {
            "revenue": "Revenue",
            "orders": "Orders",
            "average_order": "Average order",
            "best_day": "Best day",
        },
    )

st.subheader("Monthly revenue")
st.caption("Revenue and orders a month, with the change against the month before.")
with problems():
    show.table(client().monthly_revenue(region=region, since=since, until=until))
