"""Stores"""

import datetime as dt
from decimal import Decimal

import streamlit as st
from stores_client import choices

import show
from backend import client, problems, typed, uploaded

st.title("Stores")

st.subheader("Move")
with st.form("move"):
    move_sku = st.text_input("SKU", key="move.sku")
    submitted = st.form_submit_button("Move")
if submitted:
    with problems():
        client().move(sku=move_sku)
        st.success("Done.")

st.subheader("Forget")
with st.form("forget"):
    price = st.number_input("Price", min_value=0.0, value=0.0, key="forget.price")
    submitted = st.form_submit_button("Forget")
if submitted:
    with problems():
        client().forget(price=Decimal(str(price)))
        st.success("Done.")

st.subheader("Worth")
with st.form("worth"):
    store = st.text_area("Store", key="worth.store")
    days = st.multiselect("Days", [], accept_new_options=True, key="worth.days")
    submitted = st.form_submit_button("Show")
if submitted:
    with problems():
        show.record(
            client().worth(store=store, days=typed(dt.date.fromisoformat, days) or None),
            {"store": "Store", "worth": "Worth"},
        )

st.subheader("Price")
with st.form("price"):
    price_sku = st.text_input("SKU", key="price.sku")
    submitted = st.form_submit_button("Show")
if submitted:
    with problems():
        show.scalar("Price", client().price(sku=price_sku))

st.subheader("Attach")
with st.form("attach"):
    note = st.file_uploader("Note", key="attach.note")
    photo = st.file_uploader("Photo", key="attach.photo")
    tags = st.multiselect("Tags", [], accept_new_options=True, key="attach.tags")
    rate = st.selectbox("Rate", choices.RATE, index=0, key="attach.rate")
    submitted = st.form_submit_button("Run")
if submitted:
    with problems():
        show.values(
            "Attach",
            client().attach(
                note=uploaded(note), photo=photo.getvalue() if photo else None, tags=tags, rate=rate
            ),
        )

st.subheader("Stores")
with st.form("stores"):
    since = st.datetime_input("Since", key="stores.since")
    skus = st.multiselect("SKUs", [], accept_new_options=True, key="stores.skus")
    submitted = st.form_submit_button("Show")
if submitted:
    with problems():
        show.values("Stores", client().stores(since=since, skus=skus))

st.subheader("Newest")
with problems():
    show.mapping(client().newest())

st.subheader("Old table")
with problems():
    show.table(client().old_table())

st.subheader("Export")
if st.button("Prepare", key="export"):
    with problems():
        show.download(client().export())
