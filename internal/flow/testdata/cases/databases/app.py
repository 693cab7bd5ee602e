"""What SQL does is read from its text, wherever the text stands."""
import sqlite3

import pandas as pd
import psycopg2
import streamlit as st
from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.orm import Session, sessionmaker

SELECT_ALL = "SELECT * FROM item"
WHERE = " WHERE owner = ?"
QUERIES = {"all": SELECT_ALL, "drop": "DROP TABLE item"}


def connect():  #: effects db.read; returns sqlite3.Connection
    return sqlite3.connect("app.db")


conn = connect()
conn.execute(SELECT_ALL)  #: causes db.read
conn.execute(SELECT_ALL + WHERE, ("me",))  #: causes db.read
conn.execute(f"{SELECT_ALL} ORDER BY {conn}")  #: causes db.read
conn.execute("-- first\nWITH x AS (SELECT 1) INSERT INTO item SELECT * FROM x")  #: causes db.write
conn.execute("WITH x AS (SELECT 1) SELECT * FROM x")  #: causes db.read
conn.executescript("SELECT 1; DELETE FROM item")  #: causes db.read, db.write
conn.execute(QUERIES["drop"])  #: causes db.write
conn.execute(QUERIES["all"])  #: causes db.read
conn.execute("UPDATE t SET a = %s" % 1)  #: causes db.write
conn.execute("PRAGMA table_info(item)")  #: causes db.read
conn.execute("{} INTO t".format("INSERT"))  #: causes db
table = "item"
conn.execute("DELETE FROM " + table)  #: causes db.write
with connect() as c:
    cur = c.cursor()
    cur.execute("""
        INSERT INTO item (name)  -- new
        VALUES (?)""", ("x",))
    c.commit()  #: causes db.write
    rows = cur.execute("SELECT 1").fetchall()  #: causes db.read


def build(owner, newest=False):
    query = "SELECT * FROM item"
    if newest:
        query += " ORDER BY created DESC"
    return query


conn.execute(build("me"))  #: causes db.read


def run(sql, params=()):  #: effects db
    return conn.execute(sql, params)


def run_all(sql):  #: effects db, db.read
    return run(sql).fetchall()


run("INSERT INTO t VALUES (1)")  #: causes db.write
run_all("SELECT 1")  #: causes db.read
run_all(sql="DELETE FROM t")  #: causes db.read, db.write


def save(name):  #: effects db.write; why db.write: 66
    run("INSERT INTO item VALUES (?)", (name,))


def save_both(a, b):  #: effects db.write; why db.write: 70 > 66
    save(a)
    save(b)


def by_user(sql):  #: effects asks, db; class ui
    return conn.execute(st.text_area(sql))


engine = create_engine("sqlite://")
with engine.begin() as tx:  #: causes db.read; type sqlalchemy.Connection
    tx.execute(text("DELETE FROM item"))  #: causes db.write
    tx.execute(select(1).where(True))  #: causes db.read
    tx.execute(insert(table).values(a=1))  #: causes db.write
Local = sessionmaker(bind=engine)


def add(item):  #: effects db.write; class pure
    with Local() as session:
        session.add(item)
        session.commit()


def find(session: Session, name: str):  #: effects db.read
    return session.query(table).filter_by(name=name).first()


def remove(session: Session, name: str):  #: effects db.write
    session.query(table).filter_by(name=name).delete()


df = pd.read_sql("SELECT 1", engine)  #: causes db.read; type pandas.DataFrame
df.to_sql("t", engine)  #: causes db.write
pg = psycopg2.connect("postgres://")
with pg.cursor() as cursor:
    cursor.execute("TRUNCATE item")  #: causes db.write


class Store:
    INSERT = "INSERT INTO item VALUES (?)"

    def __init__(self, path):  #: effects db.read
        self.db = sqlite3.connect(path)
        self.count = "SELECT count(*) FROM item"

    def put(self, x):  #: effects db.write
        self.db.execute(self.INSERT, (x,))

    def size(self):  #: effects db.read
        return self.db.execute(self.count).fetchone()


store = Store("a.db")
store.put(1)  #: calls Store.put; causes db.write


def handed(cursor, sql_conn):  #: effects db.write; class pure
    cursor.execute("INSERT INTO t VALUES (1)")
    sql_conn.commit()


LABEL = "Select a customer"
st.selectbox(LABEL, ["update", "delete"])  #: causes asks

for ddl in ["CREATE TABLE a (x)", "CREATE TABLE b (x)"]:
    conn.execute(ddl)  #: causes db.write
SCHEMA = {"a": "CREATE TABLE a (x)", "b": "DROP TABLE b"}
for name, statement in SCHEMA.items():
    conn.execute(statement)  #: causes db.write
for name, statement in [("a", "SELECT 1"), ("b", "SELECT 2")]:
    conn.execute(statement)  #: causes db.read


def migrate(connection: sqlite3.Connection):  #: effects db.write
    steps = ("ALTER TABLE a ADD b", "UPDATE a SET b = 1")
    for step in steps:
        connection.execute(step)


# One name for several texts: the last one before the call counts.
sql = "INSERT INTO a VALUES (1)"
conn.execute(sql)  #: causes db.write
sql = "SELECT * FROM a"
conn.execute(sql)  #: causes db.read
if store:
    sql = "DELETE FROM a"
conn.execute(sql)  #: causes db.read, db.write
sql += " WHERE x = 1"
for i in range(3):
    conn.execute(sql)  #: causes db.read, db.write
    sql = "DROP TABLE a"


def narrowed(sql):  #: effects db.read
    sql = "SELECT 1"
    return conn.execute(sql)


def restricted(sql, owner):  #: effects db
    if owner:
        sql += " WHERE owner = ?"
    return conn.execute(sql)


restricted("SELECT 1", "me")  #: causes db.read


# Statements built here and executed there: who builds them decides.
def run_statement(statement):  #: effects db.read, db.write
    with Local() as session:
        return session.execute(statement)


def reads():  #: effects db.read
    return run_statement(select(1))


def writes():  #: effects db.write
    return run_statement(insert(table))
