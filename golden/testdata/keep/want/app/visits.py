"""Reads the visits."""

import csv
from pathlib import Path

api_key = __import__("os").environ["API_KEY"]  # of the counter


def visits(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
