"""Energy of a house: three pages behind one menu."""

import streamlit as st

st.set_page_config(page_title="Energy")
st.session_state.setdefault("meter", "main")

page = st.navigation(
    {
        "House": [
            st.Page("views/overview.py", title="Overview", default=True),
            st.Page("views/readings.py", title="Readings"),
        ],
        "Money": [st.Page("views/tariffs.py", title="Tariffs")],
    }
)
st.sidebar.caption(f"Meter: {st.session_state['meter']}")
page.run()
