import plotly.graph_objects as go
import streamlit as st

from core.sales import headline, monthly_revenue
from db import engine
from filters import sidebar

st.set_page_config(page_title="Sales dashboard", layout="wide")
st.title("Sales dashboard")
region, since, until = sidebar()

with engine().connect() as conn:
    kpis = headline(conn, region=region, since=since, until=until)
    months = monthly_revenue(conn, region=region, since=since, until=until)

columns = st.columns(4)
columns[0].metric("Revenue", f"{kpis['revenue']:,.0f} €")
columns[1].metric("Orders", f"{kpis['orders']:,}")
columns[2].metric("Average order", f"{kpis['average_order'] or 0:,.2f} €")
columns[3].metric("Best day", kpis["best_day"] or "none")

st.subheader("Revenue a month")
st.plotly_chart(go.Figure(go.Bar(x=months["month"], y=months["revenue"])))
st.dataframe(months, hide_index=True)
