"""What asks, what only draws, what controls the run."""
import streamlit as st
import streamlit.components.v1 as components
from streamlit_option_menu import option_menu

st.set_page_config(layout="wide")  #: causes control
if st.button("go"):  #: causes asks
    st.rerun()  #: causes control
st.dataframe([1])  #: causes draws
event = st.dataframe([1], on_select="rerun")  #: causes draws, asks
st.dataframe([1], on_select="ignore")  #: causes draws
st.download_button("save", "data")  #: causes asks
choice = option_menu("menu", ["a", "b"])  #: causes asks
components.html("<b>x</b>")  #: causes draws
editor = components.declare_component("editor", path=".")  #: causes settings.write
editor(value=1)  #: causes draws, asks
config = st.column_config.NumberColumn("n")  #: causes pure
st.experimental_rerun()  #: causes control
st.beta_columns(2)[0].write("x")  #: causes draws
with st.echo():  #: causes draws
    pass
st.cache_data.clear()  #: causes control
st.switch_page("pages/a.py")  #: causes control
st.write_stream(x for x in "ab")  #: causes draws
"shown by magic"  #: causes draws
choice  #: causes draws


def guard(user):  #: class feedback; effects feedback, control; because 31; stops true; cost cheap
    if not user:
        st.error("log in")
        st.stop()
    return user


def progress(items):  #: class feedback
    bar = st.progress(0.0, "working")
    for i, _ in enumerate(items):
        bar.progress(i)


def go(page):  #: class mixed; stops true
    target = f"pages/{page}.py"
    if page:
        st.switch_page(target)


def panel(x):  #: class ui; stops false
    left, right = st.columns(2)
    left.metric("a", x)
    with right:
        st.metric("b", x)


def mostly_logic(xs):  #: class mixed
    total = 0
    for x in xs:
        total += x
    mean = total / len(xs)
    st.metric("mean", mean)
    return mean


def page(user):  #: stops true; cost io
    guard(user)
    open("a")
