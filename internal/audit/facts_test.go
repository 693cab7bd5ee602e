package audit

import (
	"fmt"
	"slices"
	"testing"
)

// Facts of an app beside its operations: caches with constants and settings as ttl, other applications, databases.
func TestFacts(t *testing.T) {
	r := auditFiles(t, map[string]string{
		"app.py": `import os

import pandas as pd
import streamlit as st
from sqlalchemy import create_engine

TEN_MINUTES = 10 * 60
SETTING = int(os.getenv("TTL", "5"))
DAY = "1d"
engine = create_engine("sqlite+pysqlite:///shop.db")


@st.cache_data(ttl=DAY)
def orders():
    return pd.read_sql("SELECT * FROM orders", engine)


@st.cache_data(ttl=SETTING)
def items():
    return pd.read_sql("SELECT * FROM items", engine)


@st.cache_data(ttl=TEN_MINUTES)
def shops():
    return pd.read_sql("SELECT * FROM shops", engine)


st.write(orders(), items(), shops())
`,
		"api/main.py":     "from fastapi import FastAPI\n\napp: FastAPI = FastAPI(title='Shop')\n",
		"api/models.py":   "from fastapi import Depends\n",
		"notes/flask.py":  "# from flask import Flask\nx = 'Flask('\n",
		"tests/server.py": "from flask import Flask\napp = Flask(__name__)\n",
	})
	var caches []string
	for _, c := range r.Caches {
		ttl := "none"
		if c.TTL != nil {
			ttl = fmt.Sprint(*c.TTL)
		}
		caches = append(caches, fmt.Sprint(c.Function, " ", ttl, " ", c.Computed))
	}
	if want := []string{"orders 86400 false", "items none true", "shops 600 false"}; !slices.Equal(caches, want) {
		t.Errorf("got %q, want %q", caches, want)
	}
	if want := []string{"api/main.py: FastAPI"}; !slices.Equal(r.App.Existing, want) {
		t.Errorf("got %q, want %q", r.App.Existing, want)
	}
}
