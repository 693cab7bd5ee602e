"""Decorators: those of Streamlit, of the library, of the app."""
import functools
import sqlite3
import time
from contextlib import contextmanager

import streamlit as st


@st.cache_data(ttl=600, show_spinner=False)
def load(path: str):  #: class pure; effects file.read
    return open(path).read()


@st.cache_resource
def engine():  #: class pure; returns sqlite3.Connection
    return sqlite3.connect("a.db")


engine().execute("DELETE FROM t")  #: causes db.read, db.write; calls engine, sqlite3.Connection.execute
load("x")  #: calls load; causes file.read
load.clear()  #: causes control


def timed(fn):  #: effects pure
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):  #: effects clock; class pure
        start = time.time()
        return fn(*args, **kwargs), start

    return wrapper


def shows(label):
    def decorate(fn):
        def inner(*args):  #: effects feedback
            with st.spinner(label):
                return fn(*args)

        return inner

    return decorate


@timed
def pure(x):  #: class pure; effects pure
    return x


@shows("working")
def write(x):  #: effects file.write; class pure
    open("a", "w").write(x)


pure(1)  #: causes clock
write(1)  #: causes feedback, file.write


@contextmanager
def db():  #: effects db.read, db.write; returns sqlite3.Connection
    conn = sqlite3.connect("a")
    try:
        yield conn
        conn.commit()
    finally:
        conn.close()


def insert(x):  #: effects db.read, db.write
    with db() as c:  #: type sqlite3.Connection
        c.execute("INSERT INTO t VALUES (?)", (x,))  #: causes db.write


@st.fragment
def part():  #: class ui
    st.write(1)


@st.dialog("Sure?")
def ask():  #: effects draws, asks; class ui
    st.button("yes")


@functools.lru_cache(maxsize=None)
def slow(n):  #: effects sleeps
    time.sleep(n)
    return n


def gen():  #: returns iter[str]
    for x in ["a", "b"]:
        yield x


for item in gen():  #: type str
    item.upper()  #: calls builtins.str.upper
