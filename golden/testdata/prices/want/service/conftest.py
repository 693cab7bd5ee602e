"""Comes before all tests: code of the app asks for its secrets as soon as it is imported."""

import os

os.environ.setdefault("APP_SECRETS", '{"tax": "played"}')
