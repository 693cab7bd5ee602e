import sqlite3

conn = sqlite3.connect("a.db")
conn.execute("CREATE TABLE IF NOT EXISTS t (a)")


def load():  #: effects db.read
    return conn.execute("SELECT a FROM t").fetchall()
