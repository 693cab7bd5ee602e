"""Containers are known by what made them, under whatever name they go."""
import streamlit as st
import streamlit as ui
from streamlit import columns, error as complain

left, right = st.columns(2)  #: type streamlit.delta_generator.DeltaGenerator; causes draws
left.metric("Sales", 1)  #: causes draws; calls streamlit.metric
right.error("no data")  #: causes feedback; calls streamlit.error
cols = ui.columns(3)  #: type list[streamlit.delta_generator.DeltaGenerator]
cols[0].text_input("Name")  #: causes asks; calls streamlit.text_input
for col in cols:
    col.write("x")  #: causes draws
for i, col in enumerate(st.columns(2)):
    col.button("go", key=i)  #: causes asks
for name, tab in zip(["a", "b"], st.tabs(["a", "b"])):
    with tab:
        st.write(name)  #: causes draws
first, *rest = st.tabs(["a", "b", "c"])
first.dataframe(None)  #: causes draws
rest[0].slider("n", 0, 9)  #: causes asks
with st.sidebar:
    st.selectbox("a", [1])  #: causes asks
st.sidebar.warning("careful")  #: causes feedback; calls streamlit.warning
with st.expander("more") as box:
    box.line_chart([1])  #: causes draws
holder = st.empty()
holder.success("saved")  #: causes feedback
with holder.container():
    st.title("t")  #: causes draws
with st.form("f") as form:
    form.text_area("t")  #: causes asks
    sent = form.form_submit_button("Send")  #: causes asks; type bool
with st.status("working") as status:  #: causes feedback
    status.update(label="done")  #: causes feedback; calls streamlit.delta_generator.DeltaGenerator.update
with st.popover("open"), st.spinner("wait"):  #: causes draws, feedback
    pass
boxes = {"main": st.container(), "side": st.sidebar.container()}
boxes["main"].plotly_chart(None)  #: causes draws
boxes["side"].toast("hi")  #: causes feedback
a, b = columns([1, 2])[0], columns(2)[1]
b.camera_input("pic")  #: causes asks
complain("x")  #: causes feedback; calls streamlit.error
getattr(st, "info")("x")  #: causes feedback; calls builtins.getattr, streamlit.info
write = st.write
write("x")  #: causes draws; calls streamlit.write
bar = st.progress(0)
bar.progress(50)  #: causes feedback
bar.empty()  #: causes draws


def draw(box):  #: class ui; effects draws; because 52
    box.markdown("x")


def header(title, box=st):  #: class ui; effects draws
    box.header(title)


draw(st.container())
header("t")

for kind in ("info", "warning"):
    getattr(st, kind)("x")  #: causes feedback; calls builtins.getattr, streamlit.info, streamlit.warning


def any_kind(kind):  #: class mixed; effects unknown
    label = kind + "!"
    return getattr(st, kind)(label)
