#: page-class pure
import streamlit as st


def show(x):  #: class ui
    st.write(x)


def _hidden():
    st.write("hidden")
