# Generated from streamlift.yaml; do not edit.
"""Where the files of the app lie: code that moved here asks by `__file__`, and its data stayed there."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent


def original(file: str) -> str:
    root = Path(os.environ.get("DATA_ROOT", ".")).resolve()
    return str(root / Path(file).resolve().relative_to(HERE))
