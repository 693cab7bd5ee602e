"""The text `st.` means nothing; what the name is bound to does."""
import requests as st
import streamlit
from math import *
from os import path as p, getenv
import os.path
import xml.etree.ElementTree as ET
import numpy as np

st.get("https://example.com")  #: causes net.read; calls requests.get
streamlit.write("x")  #: causes draws
sqrt(2)  #: calls math.sqrt; causes pure
p.exists("a")  #: causes file.read; calls os.path.exists
os.path.join("a", "b")  #: causes pure; calls os.path.join
getenv("HOME")  #: causes env.read
ET.parse("a.xml")  #: causes file.read


def shadow(open):  #: effects pure
    return [open for open in range(3)]


def shadowed():  #: effects pure; class pure
    def print_out(x):
        return x

    write = print_out
    return write(1)  #: calls shadowed.print_out


def local_import():  #: effects random
    import random as rnd

    return rnd.random()  #: calls random.random


def global_name():
    global counter
    counter = np.zeros(3)  #: type numpy.ndarray


def full＿width(x):  #: class ui
    streamlit.text(x)


full_width("NFKC")  #: calls full_width; causes draws
lambda_ = lambda x: streamlit.error(x)
lambda_("e")  #: causes feedback
try:
    import ujson as json
except ImportError:
    import json
json.loads("1")  #: calls json.loads
if (found := st.get("u")).ok:  #: causes net.read
    found.json()  #: calls requests.Response.json


# Type parameters and aliases: what they are bound to is used, what they name is not.
class Limit: ...


type Pair[T] = tuple[T, Limit]  #: defines Pair; reads Limit


def pairs[U: Limit](x: U) -> Pair[U]:  #: defines pairs; reads Limit, Pair
    return x, x


class Box[V: Limit](list[V]):  #: defines Box; reads Limit
    pass
