"""\"Quotes" 'and' \\ back\\slash {braces} {{ jinja }} ${{ github.token }} <% action %> 😀 right-to-left # comment"""

import streamlit as st

st.set_page_config(
    page_title="\"Quotes\" 'and' \\ back\\slash {braces} {{ jinja }} ${{ github.token }} <% action %> 😀 \u202eright-to-left # comment",
    layout="wide",
)

st.navigation(
    [
        st.Page("pages/none_.py", title="None"),
        st.Page(
            "pages/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_0d4e2c.py",
            title="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ),
        st.Page("pages/unicode_gro_e_6ef39f.py", title="Ünïcode & Größe / 日本語"),
        st.Page("pages/page_77710a.py", title="日本語"),
    ]
).run()
