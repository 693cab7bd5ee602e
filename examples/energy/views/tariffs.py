import streamlit as st

from tariff import PRICES, bill, cheapest

st.title("Tariffs")
hours = st.number_input("kWh", 0, 20000, 3200, step=100)
months = st.slider("Months", 1, 12, 12)
mine = st.selectbox("Mine", list(PRICES))
current = bill(mine, hours, months)
st.metric("I pay", f"{current.total:,.2f}", f"{current.fixed:,.2f} of it fixed", delta_color="off")
for place, one in enumerate(cheapest(hours, months), 1):
    st.write(f"{place}. **{one.tariff}**: {one.total:,.2f}")
if current.total > cheapest(hours, months)[0].total:
    st.info("There is a cheaper one.")
