import time

from core import db


class Item:
    def __init__(self, name):
        self.name = name

    def save(self):  #: effects db.write; class pure
        db.run("INSERT INTO t VALUES (1)")

    @classmethod
    def all(cls):  #: effects db.read
        return db.run(db.Q).fetchall()


STARTED = time.time()  #: causes clock
