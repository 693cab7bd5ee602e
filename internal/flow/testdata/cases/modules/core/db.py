import sqlite3

from . import models

Q = "SELECT * FROM t"


def connect():
    return sqlite3.connect("a.db")


def run(sql):
    return CONN.execute(sql)


CONN = connect()


def count():  #: effects db.read
    return len(models.Item.all())
