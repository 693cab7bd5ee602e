"""Remote services: reading is not writing."""
import httpx
import requests
import smtplib
from supabase import create_client

API = "https://api.example.com"
requests.get(API)  #: causes net.read
requests.post(API, json={})  #: causes net.write
requests.request("DELETE", API)  #: causes net.write
requests.request("get", API)  #: causes net.read
s = requests.Session()
s.headers.update({"a": "b"})  #: causes pure
s.put(API)  #: causes net.write
with httpx.Client(base_url=API) as client:
    client.get("/a").raise_for_status()  #: causes net.read; calls requests.Response.raise_for_status, requests.Session.get


class Api:
    def __init__(self, base):
        self.http = requests.Session()
        self.base = base

    def _send(self, path, body):  #: effects net.write
        return self.http.post(self.base + path, json=body).json()

    def create(self, name):  #: effects net.write; why net.write: 28 > 25; class pure
        return self._send("/items", {"name": name})

    def all(self):  #: effects net.read
        return self.http.get(self.base).json()


api = Api(API)
api.create("x")  #: causes net.write; calls Api.create
db = create_client("u", "k")
db.table("item").select("*").eq("id", 1).execute()  #: causes db.read
db.table("item").insert({"a": 1}).execute()  #: causes db.write


def rows(table):  #: effects db.read
    query = db.table(table).select("*")
    return query.order("id").execute().data


def mail(to):  #: effects net.write; cost io
    with smtplib.SMTP("host") as smtp:
        smtp.sendmail("me", to, "hello")


def many(urls):  #: effects net.read, process
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        return list(pool.map(requests.get, urls))


def request(method, path, **options):  #: effects net.write; class pure
    return requests.request(method, API + path, **options).json()


request("GET", "/a")  #: causes net.read
request("POST", "/a")  #: causes net.write


class Client:
    def _send(self, path, method="GET"):  #: effects net.write
        return self.http.request(method, path)

    def __init__(self):
        self.http = httpx.Client()

    def one(self):  #: effects net.read; why net.read: 74
        return self._send("/one")

    def drop(self):  #: effects net.write; why net.write: 77
        return self._send("/one", method="DELETE")


def forward(method):  #: effects net.write
    return request(method, "/x")


forward("HEAD")  #: causes net.read


def execute(query):  #: effects feedback, db.read, db.write
    import streamlit as st

    try:
        return query.execute().data
    except Exception as problem:
        st.error(problem)


def items():  #: effects feedback, db.read
    return execute(db.table("item").select("*").order("id"))


def drop_item(key):  #: effects feedback, db.write
    return execute(db.table("item").delete().eq("id", key))


def execute_all(queries):  #: effects feedback, db.read, db.write
    return [execute(q) for q in queries]


execute_all([db.table("item").insert({}), db.table("item").select("*")])
