"""Top customers."""

from datetime import date, timedelta

import plotly.graph_objects as go
import streamlit as st
from sales_client import ProblemError, SalesClient, ServiceUnavailable
from sales_ui.client import client, end_user
from sales_ui.problems import shown

st.title("Top customers")
with st.form("top_customers", border=False):
    left, middle, right = st.columns([2, 1, 1])
    region = left.selectbox("Region", ["North", "South", "East", "West", "All regions of the company and its partners"], index=0, key="top_customers.region")
    since = middle.date_input("Since", value=date.today() - timedelta(days=30), min_value=date(2020, 1, 1), max_value="today")
    limit = right.number_input("Rows", value=100, min_value=1, max_value=10_000, step=1, help="At most so many rows; the service's cap is 10,000.")
    sent = st.form_submit_button("Show", type="primary")
if sent or "top_customers" not in st.session_state:
    with shown("top_customers"), st.spinner("Asking the service for the customers with the most revenue in the region…"):
        st.session_state["top_customers"] = client().top_customers(region=region, since=since, limit=int(limit), end_user=end_user(), as_frame=True)
frame = st.session_state.get("top_customers")
if frame is None:
    st.info("There is no answer yet.")
    st.stop()
for column, (label, value) in zip(st.columns(3), {"Revenue": f"{frame['revenue'].sum():,.0f} €", "Customers": f"{len(frame):,}"}.items(), strict=False):
    column.metric(label, value)
st.dataframe(frame, hide_index=True, column_config={"revenue": st.column_config.NumberColumn("Revenue", format="%.2f €"), "share": st.column_config.ProgressColumn("Share", min_value=0, max_value=100)})
st.plotly_chart(go.Figure(go.Bar(x=frame["customer"], y=frame["revenue"], marker_color="#0f766e"), layout=go.Layout(margin={"l": 0, "r": 0, "t": 24, "b": 0})))
st.download_button("Download", frame.to_csv(index=False).encode(), file_name="top-customers.csv", mime="text/csv", disabled=len(frame) == 0 or not frame["revenue"].notna().any())
