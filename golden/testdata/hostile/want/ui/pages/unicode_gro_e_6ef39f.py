"""Ünïcode & Größe / 日本語"""

import streamlit as st

st.title("Ünïcode & Größe / 日本語")

st.subheader("List things")
st.caption("Second line of a description: with \u202e and \\\\N{BULLET} \\\\u0041 \\\\")
st.info("Not built yet: why: \"because\" {of} 'this'")
