"""Comes before all tests: code of the app asks for its secrets as soon as it is imported."""

import json
import os

PLAYED = {"tax": "played"}
os.environ.setdefault("APP_SECRETS", json.dumps(PLAYED))
