import os
import sqlite3
import time

import pandas as pd


def connect() -> sqlite3.Connection:
    return sqlite3.connect(os.environ["SHOP_DB"], timeout=30)


def init_db() -> None:
    with connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS items (name TEXT)")
        empty = connection.execute("SELECT count(*) FROM items").fetchone()[0] == 0
    if empty:
        time.sleep(3)  # a seed takes its time
        with connect() as connection:
            connection.executemany("INSERT INTO items VALUES (?)", [("cup",), ("pot",)])


def items() -> pd.DataFrame:
    with connect() as connection:
        return pd.read_sql("SELECT name FROM items ORDER BY name", connection)


def add(name: str) -> None:
    with connect() as connection:
        connection.execute("INSERT INTO items VALUES (?)", (name,))


init_db()
