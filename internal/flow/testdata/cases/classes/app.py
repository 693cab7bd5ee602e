"""Methods, attributes, inheritance, dataclasses, properties, enums."""
import sqlite3
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

import pandas as pd
import streamlit as st


class Base:
    def __init__(self, path: str):
        self.conn = sqlite3.connect(path)

    def save(self):  #: effects db.write
        self.conn.commit()

    def run(self):  #: effects draws, db.write; class mixed
        return self.step()

    def step(self):
        raise NotImplementedError

    @property
    def rows(self):  #: effects db.read
        return self.conn.execute("SELECT 1").fetchall()

    @cached_property
    def frame(self):  #: returns pandas.DataFrame
        return pd.DataFrame(self.rows)

    @classmethod
    def open(cls):  #: effects db.read; returns Base
        return cls("a.db")

    @staticmethod
    def clean(text: str):  #: returns str; class pure
        return text.strip()


class Child(Base):
    def __init__(self):  #: effects db.read; why db.read: 43 > 13
        super().__init__("child.db")

    def step(self):  #: effects draws, db.write; because 46
        st.write("step")
        super().save()  #: calls Base.save, builtins.super; causes db.write


Child().run()  #: calls Base.run, Child; causes draws, db.read, db.write
rows = Base.open().rows  #: causes db.read
Base.clean(" x ")  #: calls Base.clean
Base("x").frame.to_csv("a.csv")  #: causes db.read, file.write


@dataclass
class Repo:
    conn: sqlite3.Connection
    name: str = "repo"
    box: "st.delta_generator.DeltaGenerator" = None
    seen: list[str] = field(default_factory=list)

    def wipe(self):  #: effects db.write
        self.conn.execute("DELETE FROM t")

    def show(self):  #: effects feedback; class feedback
        self.box.error(self.name)

    def add(self, x):  #: effects pure; mutates self
        self.seen.append(x)


class Kind(Enum):
    A = "a"
    B = "b"

    def label(self):
        return self.value


for kind in Kind:
    kind.label()  #: calls Kind.label
Kind("a").label()  #: calls Kind, Kind.label
Kind["A"].label()  #: calls Kind.label


class Session:
    def __enter__(self):  #: effects db.read
        return sqlite3.connect("x")

    def __exit__(self, *args):
        pass

    def __call__(self, x):  #: effects random
        import random

        return random.random()


with Session() as inside:  #: causes db.read; type sqlite3.Connection
    inside.execute("DROP TABLE t")  #: causes db.write
Session()(1)  #: causes random
