"""Training, inference, remote models."""
import joblib
import streamlit as st
from anthropic import Anthropic
from langchain_openai import ChatOpenAI
from openai import OpenAI
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split


def train(x, y):  #: effects trains, random; class pure; cost slow
    a, b, c, d = train_test_split(x, y)
    model = RandomForestClassifier()
    model.fit(a, c)  #: causes trains; changes model
    return model


@st.cache_resource
def load():  #: effects file.read
    return joblib.load("model.pkl")


def score(model, x):  #: effects infers, unknown; class pure
    return model.predict(x)


class Predictor:
    def __init__(self):
        self.model = RandomForestClassifier().fit([[1]], [1])  #: causes trains

    def __call__(self, x):  #: effects infers
        return self.model.predict(x)


Predictor()([1])  #: causes trains, infers


def ask(prompt):  #: effects env.read, net.write, infers
    return OpenAI().chat.completions.create(model="m", messages=[prompt]).choices[0].message.content


def ask_claude(prompt):  #: effects env.read, net.write, infers
    client = Anthropic()
    return client.messages.create(model="m", max_tokens=1, messages=[prompt]).content[0].text


def chain(prompt):  #: effects net.write, infers
    return (ChatOpenAI() | str).invoke(prompt)
