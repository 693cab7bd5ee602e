"""Visits by day."""

import os

import pandas as pd
import streamlit as st

from visits import visits

st.title(os.environ.get("VISITS_TITLE", "Visits"))
days = visits("data/visits.csv")
st.dataframe(pd.DataFrame(days))
if "mail" in st.secrets and st.button("Send"):
    st.write("sent to", st.secrets["mail"]["to"], "by", st.secrets.mail_server)
