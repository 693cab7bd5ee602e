import streamlit as st

from tariff import PRICES, Offer, bill, cheapest, rank

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

st.subheader("Other offers")
left, middle, right = st.columns(3)
fixed = left.number_input("Fixed a month", 0.0, 50.0, 8.0)
cents = middle.number_input("Cents a kWh", 0.0, 80.0, 33.0)
bonus = right.number_input("Bonus", 0.0, 300.0, 50.0, step=10.0)
offers = [Offer("By letter", fixed, cents / 100, bonus), Offer("Without a bonus", fixed, cents / 100)]
try:
    others = rank(offers, {"hours": hours, "months": months})
    for other in others:
        st.write(f"**{other.tariff}**: {other.total:,.2f} ({other.total - current.total:+,.2f})")
except ValueError as error:
    st.warning(str(error))
