"""Unknown is an answer: reported with its place, never taken for no."""
import mystery
from mystery.api import Client

mystery.run()  #: causes unknown; unknown mystery.run
client = Client()  #: causes unknown; unknown mystery.api.Client
client.send(1)  #: causes unknown; unknown client.send


def handed(x):  #: effects unknown; class pure
    return x.frobnicate()


def presumed(x):  #: effects pure
    return x.strip().lower().split(",")


def mapping(row):  #: effects pure
    return row.get("name", "")


def maybe_http(client, url):  #: effects unknown
    return client.get(url)


def evaluated(text):  #: effects unknown
    return eval(text)


def computed(obj, name):  #: effects unknown
    return getattr(obj, name)()


def handed_over(callback):  #: effects unknown
    callback()


def handed_on(callback):  #: effects pure
    return callback("x")


def somewhere():  #: effects pure
    return handed_on(print)  #: calls handed_on


def known(items):  #: effects unknown; why unknown: 47 > 11
    return [handed(i) for i in items]
