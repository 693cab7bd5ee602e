import altair as alt
import streamlit as st

from meters import use, years

st.title("Overview")
left, right = st.columns(2)
year = left.selectbox("Year", years())
meter = right.radio("Meter", ["main", "heat", "garden"], horizontal=True)
st.session_state["meter"] = meter
every = st.segmented_control("By", ["MS", "QS"], default="MS", format_func={"MS": "month", "QS": "quarter"}.get)
counted = use(year, meter, every or "MS")
st.metric("Used", f"{counted['used'].sum():,.0f} kWh")
st.altair_chart(alt.Chart(counted).mark_bar().encode(x="day:T", y="used:Q"))
with st.expander("Numbers"):
    st.dataframe(counted, hide_index=True)
