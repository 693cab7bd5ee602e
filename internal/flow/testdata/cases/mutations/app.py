"""What changes, where: receivers, arguments, items (T6)."""
import pandas as pd

items = []
items.append(1)  #: changes items; calls builtins.list.append
conf = {"a": {"b": 1}}
conf["a"].update(b=2)  #: changes conf
df = pd.DataFrame({"a": [1]})
df.drop(columns="a", inplace=True)  #: changes df
df.drop(columns="a", inplace=False)  #: changes -
df.dropna()  #: changes -


def set_column(frame):  #: mutates frame
    frame["a"] = 1


def set_loc(frame: pd.DataFrame):  #: mutates frame
    frame.loc[0, "a"] = 1


def through(frame, other):  #: mutates frame
    set_column(frame)  #: changes frame
    return other


def by_keyword(a, b):  #: mutates b
    through(other=a, frame=b)


def copy_first(frame: pd.DataFrame):  #: mutates -
    frame = frame.copy()
    return frame.head()


def out_parameter(args, result):  #: mutates result; returns None
    result["out"] = args
    return None


def attribute(obj):  #: mutates obj
    obj.name = "x"


def removed(d):  #: mutates d
    del d["x"]


def fill(queue: list):  #: mutates queue
    queue += [1]


class Basket:
    def __init__(self):  #: mutates self
        self.items = []

    def put(self, x):  #: mutates self
        self.items.append(x)


def shop(basket: Basket):  #: mutates basket
    basket.put(1)  #: changes basket
