"""inputs"""

import datetime as dt
from decimal import Decimal

import streamlit as st
from all_types_client import choices

import show
from backend import client, parsed, problems, typed

st.title("inputs")

st.subheader("Save table")
with st.form("save_table"):
    year = st.number_input("Year", value=0, step=1, key="save_table.year")
    rows = st.text_area("Rows", "[]", key="save_table.rows")
    submitted = st.form_submit_button("Save table")
if submitted:
    with problems():
        show.scalar("Save table", client().save_table(year=year, rows=parsed(rows)))
        st.success("Done.")

st.subheader("All inputs")
st.caption("Gives back what it got.")
with st.form("all_inputs"):
    a_record = st.text_area("A record", "{}", key="all_inputs.a_record")
    anything = st.text_area("Anything", '""', key="all_inputs.anything")
    lines = st.text_area("Lines", "[]", key="all_inputs.lines")
    required = st.number_input("Required", value=0, step=1, key="all_inputs.required")
    a_string = st.text_input("A string", "some-text", max_chars=20, key="all_inputs.a_string")
    a_text = st.text_area("A text", None, max_chars=5000, key="all_inputs.a_text")
    an_int = st.number_input(
        "An int", min_value=-5, max_value=100, value=10, step=5, key="all_inputs.an_int"
    )
    a_number = st.number_input(
        "A number", min_value=-1.5, max_value=1.5e3, value=0.5, step=0.25, key="all_inputs.a_number"
    )
    a_decimal = st.number_input(
        "A decimal",
        min_value=0.0,
        max_value=99999999999999.99,
        value=0.10,
        step=0.01,
        key="all_inputs.a_decimal",
    )
    a_bool = st.checkbox("A bool", value=True, key="all_inputs.a_bool")
    a_date = st.date_input(
        "A date",
        dt.date(2024, 2, 29),
        min_value=dt.date(2020, 1, 1),
        max_value=dt.date(2030, 12, 31),
        key="all_inputs.a_date",
    )
    a_datetime = st.datetime_input(
        "A datetime",
        dt.datetime(2024, 2, 29, 23, 59, 59),
        min_value=dt.datetime(2020, 1, 1, 0, 0),
        key="all_inputs.a_datetime",
    )
    a_time = st.time_input("A time", dt.time(12, 0), key="all_inputs.a_time")
    a_choice = st.selectbox("A choice", choices.A_CHOICE, index=0, key="all_inputs.a_choice")
    an_int_choice = st.selectbox(
        "An int choice", choices.AN_INT_CHOICE, index=2, key="all_inputs.an_int_choice"
    )
    strings = st.multiselect(
        "Strings", ["a", "b"], default=["a", "b"], accept_new_options=True, key="all_inputs.strings"
    )
    ints = st.multiselect(
        "Ints", ["1", "-2"], default=["1", "-2"], accept_new_options=True, key="all_inputs.ints"
    )
    all_inputs_choices = st.multiselect(
        "Choices", choices.CHOICES, default=["red"], key="all_inputs.choices"
    )
    dates = st.multiselect("Dates", [], accept_new_options=True, key="all_inputs.dates")
    counts = st.text_area("Counts", key="all_inputs.counts")
    days = st.text_area("Days", key="all_inputs.days")
    things = st.text_area("Things", "[]", key="all_inputs.things")
    a_secret = st.text_input("A secret", None, type="password", key="all_inputs.a_secret")
    submitted = st.form_submit_button("Run")
if submitted:
    with problems():
        show.record(
            client().all_inputs(
                a_record=parsed(a_record),
                anything=parsed(anything),
                lines=parsed(lines),
                required=required,
                a_string=a_string,
                a_text=a_text,
                an_int=an_int,
                a_number=a_number,
                a_decimal=Decimal(str(a_decimal)),
                a_bool=a_bool,
                a_date=a_date,
                a_datetime=a_datetime,
                a_time=a_time,
                a_choice=a_choice,
                an_int_choice=an_int_choice,
                strings=strings,
                ints=typed(int, ints),
                choices=all_inputs_choices,
                dates=typed(dt.date.fromisoformat, dates) or None,
                counts=parsed(counts) if counts else None,
                days=parsed(days) if days else None,
                things=parsed(things),
                a_secret=a_secret,
            ),
            {"a_string": "A string", "a_decimal": "A decimal", "a_date": "A date", "rest": "Rest"},
        )
