"""Files, by mode and by what is given for the path."""
import io
import json
import os
import pickle
import shutil
from pathlib import Path

import pandas as pd
import streamlit as st

DATA = Path(__file__).parent / "data"  #: type pathlib.Path

with open("a.txt") as f:  #: causes file.read; type io.TextIOWrapper
    text = f.read()
with open("a.txt", "w") as f:  #: causes file.write
    json.dump({}, f)  #: causes pure
with open("a.txt", mode="r+") as f:  #: causes file.read, file.write
    pass
MODE = "ab"
open("a.txt", MODE)  #: causes file.write
(DATA / "a.txt").read_text()  #: causes file.read
DATA.mkdir(exist_ok=True)  #: causes file.write
DATA.joinpath("x").open("w")  #: causes file.write
for p in DATA.glob("*.csv"):  #: causes file.read; type pathlib.Path
    p.unlink()  #: causes file.write
os.makedirs("out")  #: causes file.write
shutil.rmtree("out")  #: causes file.write
buffer = io.BytesIO()
df = pd.read_csv("a.csv")  #: causes file.read; type pandas.DataFrame
df.to_csv("b.csv")  #: causes file.write
csv = df.to_csv(index=False)  #: causes pure; type str
df.to_excel(buffer)  #: causes pure
df.to_parquet(path=buffer)  #: causes pure
with pd.ExcelWriter(buffer) as writer:  #: causes pure
    df.to_excel(writer, sheet_name="a")  #: causes pure
with pd.ExcelWriter("out.xlsx") as writer:  #: causes file.write
    df.to_excel(writer)  #: causes pure
pd.read_csv("https://example.com/a.csv")  #: causes net.read
upload = st.file_uploader("file")
up = pd.read_csv(upload)  #: causes pure
uploads = st.file_uploader("files", accept_multiple_files=True)
for one in uploads:
    pd.read_excel(one)  #: causes pure
    data = one.getvalue()  #: type bytes; causes pure


def load(file):  #: effects file.read; class pure
    return pd.read_csv(file)


load("a.csv")


def load_upload(file):  #: effects pure
    return pd.read_excel(file)


load_upload(st.file_uploader("x"))


def remember(obj, path="cache.pkl"):  #: effects file.write
    with open(path, "wb") as f:
        pickle.dump(obj, f)


def recall(path: Path):  #: effects file.read
    return path.read_bytes() if path.exists() else None
