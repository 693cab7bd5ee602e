"""The desk of a clinic: behind a login, a day's visits, free times, and the week."""

import hmac
from datetime import date

import streamlit as st

from diary import cancel, doctors, free_times, take, visits, week

st.set_page_config(page_title="Clinic desk", layout="wide")


def login() -> None:
    st.title("Clinic desk")
    with st.form("login"):
        name = st.text_input("Name")
        word = st.text_input("Password", type="password")
        if st.form_submit_button("Log in"):
            known = st.secrets["desk"].get(name)
            if known and hmac.compare_digest(known, word):
                st.session_state["user"] = name
                st.rerun()
            st.error("Name or password is wrong.")


if "user" not in st.session_state:
    login()
    st.stop()

with st.sidebar:
    st.write(f"Logged in as {st.session_state['user']}")
    if st.button("Log out"):
        del st.session_state["user"]
        st.rerun()
    subjects = doctors()
    doctor = st.selectbox("Doctor", subjects, format_func=lambda name: f"{name}, {subjects[name]}")
    day = st.date_input("Day", date(2026, 1, 5))

today, overview = st.tabs(["Day", "Week"])
with today:
    booked = visits(doctor, day)
    free = free_times(doctor, day)
    left, right = st.columns(2)
    left.metric("Visits", len(booked))
    right.metric("Free", len(free))
    st.dataframe(booked, hide_index=True)
    with st.form("visit", clear_on_submit=True):
        at = st.selectbox("Time", free)
        patient = st.text_input("Patient", max_chars=80)
        reason = st.text_input("Reason")
        if st.form_submit_button("Enter", disabled=not free):
            try:
                number = take(doctor, day, at, patient, reason)
            except ValueError as error:
                st.warning(f"Not entered: {error}")
            else:
                st.success(f"Visit {number} is entered.")
    if st.session_state["user"] == "lead" and not booked.empty:
        visit = st.selectbox("Visit", booked["id"], format_func=lambda number: f"No. {number}")
        if st.checkbox("I am sure") and st.button("Cancel the visit"):
            st.info("Cancelled." if cancel(int(visit)) else "There is no such visit.")
with overview:
    st.dataframe(week(day))
