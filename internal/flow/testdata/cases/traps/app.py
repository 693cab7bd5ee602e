"""Traps that were seen in real apps, in general words."""
import sqlite3

import pandas as pd
import streamlit as st


# T3: the function itself lies in session state and other pages call it.
class Orders:
    def __init__(self, path):
        self.db = sqlite3.connect(path)

    def all(self):
        return self.db.execute("SELECT * FROM orders").fetchall()


@st.cache_resource
def orders():
    return Orders("a.db")


if "orders" not in st.session_state:
    st.session_state["orders"] = orders


def page():  #: class state; effects state.read, db.read
    return st.session_state["orders"]().all()  #: calls Orders.all, orders


# A guard that stops the script: a login before everything else.
def require_login():  #: class mixed; effects feedback, control, state.read
    if not st.session_state.get("user"):
        st.warning("log in first")
        st.stop()


# Row-level security inline: the filter reads state, the loader does not.
def load_all():  #: class pure; effects db.read
    return pd.read_sql("SELECT * FROM orders", sqlite3.connect("a.db"))


def mine():  #: class state; effects state.read, db.read
    df = load_all()
    return df[df["owner"] == st.session_state["user"]]


# A page that runs SQL typed by the user: the text is not known.
typed = st.text_area("SQL")
if st.button("Run"):
    sqlite3.connect("a.db").execute(typed)  #: causes db.read, db


# A form nested under a button: dead in the running app, still a write in the code.
def nested():  #: class mixed; effects asks, draws, db.read, db.write
    conn = sqlite3.connect("a.db")
    if st.button("Edit"):
        with st.form("f"):
            name = st.text_input("name")
            if st.form_submit_button("Save"):
                conn.execute("UPDATE t SET name = ?", (name,))
                conn.commit()


# The id is cut out of the label: the widget's value is text.
label = st.selectbox("item", [f"{i} - name" for i in range(3)])  #: type str
item_id = int(label.split(" - ")[0])  #: type int

# Purity is transitive: a helper that draws at the end of a chain.
def deep(x):  #: class mixed; because 71 > 75 > 79
    y = x + 1
    return deeper(y)


def deeper(x):  #: class mixed
    return deepest(x)


def deepest(x):  #: class mixed
    st.toast("still here") if x else st.write(x)
    y = x
    return y


# A connection as first argument is a dependency, and so is one from the module.
CONN = sqlite3.connect("a.db")


def insert(conn, name):  #: class pure; effects db.write
    conn.execute("INSERT INTO t VALUES (?)", (name,))


insert(CONN, "x")


# A recursive function ends.
def walk(tree, depth=0):  #: class pure; effects pure
    for child in tree:
        walk(child, depth + 1)


def ping(n):  #: effects file.write
    return pong(n - 1) if n else open("a", "w")


def pong(n):  #: effects file.write; why file.write: 106 > 102
    return ping(n)


# Swallowed errors do not hide the write.
def cached_rows():  #: effects file.read, file.write
    try:
        return pd.read_pickle("cache.pkl")
    except Exception:
        pd.DataFrame().to_pickle("cache.pkl")


# A cached function that draws and reads state: three kinds to flag.
@st.cache_data(ttl=60)
def report(_conn, year):  #: class mixed; effects draws, state.read, db.read
    st.write("loading")
    st.session_state.get("user")
    x = 1
    y = 2
    return pd.read_sql("SELECT 1", _conn)


# Labels that look like SQL are text.
def headline(n):  #: class ui; effects draws
    st.header("Select from our offers")
    st.caption("DELETE is final")


# Two wirings of one function (T27), spread arguments.
def funnel(rows, sessions=None, **filters):  #: effects pure
    return len(rows)


funnel([1])
funnel(**{"rows": [1], "sessions": 2})  #: calls funnel


# Async functions count like others.
async def fetch(url):  #: effects net.read
    import httpx

    async with httpx.AsyncClient() as client:
        return await client.get(url)


async def fetch_all(urls):  #: effects net.read; why net.read: 151 > 147
    return [await fetch(u) for u in urls]


def main():  #: class mixed
    require_login()
    rows = page()
    for row in rows:
        print(row)
    total = len(rows)
    st.metric("orders", total)


if __name__ == "__main__":
    main()


# A use-case function with several writes and several remote calls.
def ship(order, api):  #: class pure; effects db.write, net.write, clock
    import datetime
    import requests

    CONN.execute("UPDATE orders SET shipped = ? WHERE id = ?", (datetime.datetime.now(), order))
    requests.post("https://carrier.example.com", json={"order": order})
    CONN.execute("INSERT INTO log VALUES (?)", (order,))


# Two buttons with one label that write to different tables.
def twice(kind):  #: class mixed; effects asks, db.write
    if kind == "a":
        if st.button("Save", key="a"):
            CONN.execute("INSERT INTO a VALUES (1)")  #: causes db.write
    elif st.button("Save", key="b"):
        CONN.execute("INSERT INTO b VALUES (1)")  #: causes db.write


# Display-only inputs, and pagination kept in state.
def shown(df: pd.DataFrame):  #: class mixed; effects asks, draws, state.read, state.write
    color = st.color_picker("colour")
    page = st.session_state.setdefault("page", 0)
    st.session_state.page += 1
    part = df[page * 10 : (page + 1) * 10]
    style = part.style.set_properties(color=color)
    st.dataframe(style)


# Identity from headers and state is a dependency.
def identity():  #: class state; effects identity.read, state.read
    return st.context.headers.get("X-User") or st.session_state.user


# Choices that another operation gives are no list of choices: what is picked is not known.
names = [row[0] for row in CONN.execute("SELECT name FROM items")]  #: causes db.read
picked = st.selectbox("item", names)  #: type -


# An old copy of a function in the same file: the later one runs.
def stock(path):  #: effects file.read
    return open(path).read()


def stock(path):  #: effects pure; returns int
    return len(path)


stock("a")  #: causes pure


# A page of an older app in the same file, which nobody calls: it is described all the same.
def old_page():  #: class mixed; effects draws, file.write
    rows = [1]
    open("old.txt", "w").write(str(rows))
    st.write(rows)
