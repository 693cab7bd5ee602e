"""Names that stand in text."""
import pandas as pd

df = pd.read_csv("a.csv")
city = "Rome"
least = 3


def choose(wanted, minimum):  #: uses df, minimum, wanted
    return df.query("City == @wanted and n > @minimum")


def computed(a, b):  #: uses a, b
    return eval("a + b * 2")


def all_of_them(x):  #: effects pure
    y = x
    return "{x} {y}".format(**locals())


def formatted(name):  #: uses name
    return f"Hello {name!r:>{10}}"
