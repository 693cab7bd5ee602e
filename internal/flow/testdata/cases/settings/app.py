"""What the whole process shares (T1, T10): a service for many users must not depend on it."""
import locale
import os
import random

import numpy as np
import openai
import pandas as pd
import streamlit as st

import config

key = st.text_input("Key", type="password")
os.environ["OPENAI_API_KEY"] = key  #: causes env.write; key OPENAI_API_KEY
openai.api_key = key  #: causes settings.write
config.DEBUG = True  #: causes settings.write
os.chdir("/tmp")  #: causes settings.write
locale.setlocale(locale.LC_ALL, "de_DE")  #: causes settings.write
pd.set_option("display.max_rows", 10)  #: causes settings.write
pd.options.display.width = 80  #: causes settings.read, settings.write
random.seed(42)  #: causes settings.write
np.random.seed(1)  #: causes settings.write
setattr(openai, "organization", "o")  #: causes settings.write


@st.cache_data
def generate_openai_response(prompt: str) -> str:  #: class pure; effects env.read, net.write, infers, settings.read
    client = openai.OpenAI(api_key=openai.api_key)
    return client.chat.completions.create(model="m", messages=[prompt])


def where():  #: effects settings.read
    return os.getcwd()


def debug():  #: effects settings.read; class pure
    return config.DEBUG and config.NAME


def home():  #: effects env.read
    return os.environ.get("HOME", "/")


def shuffled(items):  #: effects random; mutates items
    random.shuffle(items)
    return items
