"""Across modules: packages, relative imports, star imports, cycles, import-time work."""
#: page-effects draws, asks, db.read, db.write, clock
import core.db
import core.db as database
from core import models, save as store
from core.db import Q, connect
from helpers import *
import script

core.db.connect()  #: causes db.read; calls core/db.py:connect
database.run("DELETE FROM t")  #: causes db.write; calls core/db.py:run
connect().execute(Q)  #: causes db.read; calls core/db.py:connect, sqlite3.Connection.execute
models.Item("x").save()  #: causes db.write; calls core/models.py:Item, core/models.py:Item.save
store("x")  #: calls core/__init__.py:save; causes db.write
show("x")  #: calls helpers.py:show; causes draws
st.button("star")  #: causes asks


def use():  #: class mixed; effects draws, db.write; because 21 > helpers.py:6; why db.write: 20 > core/__init__.py:6 > core/models.py:11
    store("x")
    show("x")
    x = 1
    return x
