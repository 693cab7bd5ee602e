"""Names that stand in text."""
import pandas as pd

df = pd.read_csv("a.csv")
city = "Rome"
least = 3
cities = {c: n for c, n in zip(city, [least])}  #: defines cities; reads city, least
first, (second, *rest) = 1, (2, 3)  #: defines first, rest, second
first += second  #: defines first; reads first, second
df["a"] = df.b + least  #: defines -; reads df, least
df.attrs["x"] = city  #: reads city, df
if (found := city.find("o")) > least:  #: defines found; reads city, least
    pass
for i, row in df.iterrows():  #: defines i, row; reads df
    print(row[city])  #: reads city, row
with open(city) as handle, open("b") as other:  #: defines handle, other; reads city
    pass
try:
    pass
except ValueError as problem:
    pass
import os.path as osp, json  #: defines json, osp
key = lambda x, y=least: x + y + city  #: defines key; reads city, least


def choose(wanted, minimum):  #: uses df, minimum, wanted
    return df.query("City == @wanted and n > @minimum")


def computed(a, b):  #: uses a, b
    return eval("a + b * 2")


def all_of_them(x):  #: effects pure
    y = x
    return "{x} {y}".format(**locals())


def formatted(name):  #: uses name
    return f"Hello {name!r:>{10}}"


def outer(a):
    b = a

    def inner(c=b):  #: defines inner; reads a, b, least
        return a + c + least

    return inner


def matched(command):
    match command:  #: defines name, rest; reads command
        case {"name": name, **rest}:
            return name, rest
