"""Types as far as they pay."""
import datetime as dt
from dataclasses import dataclass
from typing import List, Optional, Union

import pandas as pd
import streamlit as st

n = st.number_input("n", 0, 10)  #: type int
f = st.number_input("f")  #: type float
g = st.number_input("g", value=1.5)  #: type float
s = st.slider("s", 0, 10)  #: type int
r = st.slider("r", 0.0, 1.0, (0.2, 0.8))  #: type tuple[float]
t = st.text_input("t")  #: type str
d = st.date_input("d")  #: type datetime.date
span = st.date_input("span", (dt.date.today(), dt.date.today()))  #: type tuple[datetime.date]
ok = st.checkbox("ok")  #: type bool
one = st.selectbox("one", ["a", "b"])  #: type str
some = st.multiselect("some", [1, 2])  #: type list[int]
computed = st.selectbox("computed", pd.read_csv("a.csv")["x"].unique())  #: type -
total = n * 2 + s  #: type int
share = n / 2  #: type float
label = "n: " + t  #: type str
when = dt.datetime.now() - dt.timedelta(days=1)  #: type datetime.datetime|datetime.timedelta
df = pd.read_csv("a.csv")  #: type pandas.DataFrame
col = df["a"]  #: type pandas.Series
sub = df[["a", "b"]]  #: type pandas.DataFrame
mask = df["a"] > 1  #: type pandas.Series
few = df[mask].head()  #: type pandas.DataFrame
rows = len(df)  #: type int
shape = df.shape[0]  #: type int
edited = st.data_editor(df)  #: type pandas.DataFrame
pair = (1, "a")
first = pair[0]  #: type int
words = "a b".split()  #: type list[str]
word = words[0]  #: type str
nested = {"a": {"b": df}}
inner = nested["a"]["b"]  #: type pandas.DataFrame


@dataclass
class Filter:
    region: str
    since: Optional[dt.date] = None
    tags: List[str] = ()


flt = Filter("x")
region = flt.region  #: type str
since = flt.since  #: type None|datetime.date


def typed(a: int, b: Union[int, str], c: "pd.DataFrame", *rest: float, **named: bool) -> list[Filter]:  #: returns list[Filter]
    x = a  #: type int
    y = b  #: type int|str
    z = c  #: type pandas.DataFrame
    r = rest[0]  #: type float
    k = named["k"]  #: type bool
    return []


item = typed(1, 2, df)[0]  #: type Filter


def untyped(a, b=1):  #: returns -
    return a


def guess(frame):  #: returns pandas.DataFrame
    return frame.dropna()


guess(df)


# One name for several things: what was assigned last before the place counts.
value = "1"
value = int(value)
text = value  #: type int
if n:
    value = 2.5
either = value  #: type float|int
for value in ["a", "b"]:
    letter = value  #: type str
value = df
frame = value  #: type pandas.DataFrame
count = 0
while count < 10:
    before = count  #: type float|int
    count = count + 0.5
try:
    parsed = int("1")
except ValueError as error:
    parsed = None
    kept = error
result = parsed  #: type None|int


def rebound(rows: list[str]):  #: returns pandas.DataFrame
    rows = pd.DataFrame(rows)
    rows = rows.dropna()
    return rows


def later():
    return value  #: type float|int|pandas.DataFrame|str


def told(row):
    from typing import cast

    frame = cast(pd.DataFrame, row)
    said = frame.head()  #: type pandas.DataFrame
    same = cast(Unheard, 1)
    plain = same  #: type int


def by_name():  #: returns dict[-, int]
    return dict([("a", 1), ("b", 2)])


def again():  #: returns dict[-, int]
    return dict(by_name())
