"""The sidebar that all pages share."""

from datetime import date

import streamlit as st

REGIONS = ["All", "North", "South", "East", "West"]


def sidebar() -> tuple[str, date, date]:
    region = st.sidebar.selectbox("Region", REGIONS, key="region")
    since = st.sidebar.date_input("From", date(2025, 1, 1), min_value=date(2024, 1, 1), key="since")
    until = st.sidebar.date_input("To", date(2025, 12, 31), min_value=date(2024, 1, 1), key="until")
    return region, since, until
