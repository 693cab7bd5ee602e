"""Session state, query parameters, secrets, identity: all spellings."""
import streamlit as st
from streamlit import session_state as ss

st.session_state["a"] = 1  #: causes state.write; key a
st.session_state.b = 2  #: causes state.write; key b
ss.c = 3  #: causes state.write
x = st.session_state["a"]  #: causes state.read; type -
x = ss.get("b", 0)  #: causes state.read; key b
ss.setdefault("d", [])  #: causes state.write
if "a" in st.session_state:  #: causes state.read; key a
    del st.session_state["a"]  #: causes state.write; key a
st.session_state.update(e=1)  #: causes state.write
key = "k" + str(x)
st.session_state[key] = 1  #: causes state.write; key -
KEY = "user"
st.session_state[KEY] = 1  #: causes state.write; key user
st.session_state.c += 1  #: causes state.read, state.write
st.query_params["page"] = "2"  #: causes state.write
page = st.query_params.get("page")  #: causes state.read; key page
url = st.secrets["db"]["url"]  #: causes secrets.read; key db
token = st.secrets.api.token  #: causes secrets.read
conf = dict(st.secrets["db"])  #: causes secrets.read
who = st.user.email  #: causes identity.read; key email
ip = st.context.headers["X-Forwarded-For"]  #: causes identity.read


class Service:
    def __init__(self, conn):
        self.conn = conn

    def items(self):  #: class state
        return self.conn.query("SELECT * FROM item")


@st.cache_resource
def service():  #: class state; effects state.read, secrets.read, db.read
    st.session_state.get("ready")
    s = Service(st.connection("db"))
    s.items()
    return s


st.session_state.service = service
st.session_state.service().items()  #: calls Service.items, service
st.session_state["made"] = service()
st.session_state["made"].items()  #: calls Service.items


def current_user():  #: class state; effects state.read; because 51
    return st.session_state["user"]


def name_of(user=None):  #: class state
    return (user or current_user())["name"]
