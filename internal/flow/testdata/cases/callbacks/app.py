"""Functions that are given away count where they are given."""
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pandas as pd
import streamlit as st


def save(name):  #: effects file.write; class pure
    open(name, "w")


def form():  #: effects asks, file.write; why file.write: 16 > 11; class ui
    st.text_input("name", key="name")
    st.button("save", on_click=save, args=("a.txt",))


def background():  #: effects file.write, process
    threading.Thread(target=save, args=("x",)).start()


def pooled(names):  #: effects file.write, process
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(save, n) for n in names]
    return futures


def bound():  #: effects file.write
    todo = partial(save, "x")
    todo()


def applied(df: pd.DataFrame):  #: effects draws
    df.apply(lambda row: st.write(row))


def ordered(items):  #: effects random
    import random

    return sorted(items, key=lambda x: random.random())


def run(action, value):  #: effects feedback, file.write
    action(value)


run(save, "x")  #: causes file.write
run(st.error, "x")  #: causes feedback
ACTIONS = {"save": save, "warn": st.warning}


def dispatch(name):  #: effects feedback, file.write
    ACTIONS[name]("x")  #: calls save, streamlit.warning


def handed(items):  #: effects pure
    return [str, save][0]


st.session_state.action = save
pages = st.navigation([st.Page(form, title="Form")])  #: causes draws, asks, control, file.write
pages.run()  #: causes control


# What is called back counts where it is given, not wherever others give something else.
def retry(fn, times=3):  #: effects file.read, file.write, sleeps, draws
    import time

    for _ in range(times):
        try:
            return fn()
        except OSError:
            time.sleep(1)


def again(fn):  #: effects file.read, sleeps
    return retry(fn, times=1)


def read_config():  #: effects file.read, sleeps; class pure; why file.read: 82 > 82
    return retry(lambda: open("config"))


def write_config():  #: effects file.write, sleeps; class pure
    return retry(fn=partial(save, "config"))


def read_again():  #: effects file.read, sleeps; class pure
    return again(lambda: open("other"))


def draw_safely():  #: effects draws, sleeps; class mixed
    x = 1
    y = 2
    z = retry(lambda: st.write(x + y))
    return z
