from datetime import date

import streamlit as st

from meters import add_reading, correct, odd, readings, years

st.title("Readings")
year = st.selectbox("Year", years())
factor = st.slider("Odd from this factor on", 1.5, 10.0, 3.0, step=0.5)
st.subheader("Odd readings")
st.dataframe(odd(year, factor), hide_index=True)

st.subheader("New reading")
with st.form("reading"):
    meter = st.selectbox("Meter", ["main", "heat", "garden", "pool"])
    day = st.date_input("Day", date(2025, 12, 31))
    value = st.number_input("Value", 0.0, 100000.0, 8000.0)
    if st.form_submit_button("Keep"):
        try:
            step = add_reading(meter, day, value)
        except FileNotFoundError as error:
            st.error(f"Not kept: {error}")
        except ValueError as error:
            st.warning(f"Not kept: {error}")
        else:
            readings.clear()
            st.success(f"Kept: {step:+.1f} since the last one.")
if st.toggle("All readings"):
    st.dataframe(readings(year), hide_index=True)

st.subheader("Corrections")
book = readings(year)[["meter", "day", "value"]]
edited = st.data_editor(book, key="corrections", hide_index=True, disabled=["meter", "day"])
if st.button("Save corrections"):
    try:
        changed = correct(year, edited)
    except ValueError as error:
        st.warning(f"Not saved: {error}")
    else:
        readings.clear()
        st.success(f"{changed} corrected.")
