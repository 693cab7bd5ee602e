"""Tables that are edited, and tables and charts that are selected from: AppTest shows them and cannot ask them.

What a person did there is a value in the session's state, under the element's key; one without a key is out of reach.
"""

import json
import re

TABLES = ("arrow_data_frame", "data_editor", "dataframe")
KEYED = re.compile(r"^\$\$ID-[0-9a-f]+-(.+)$", re.DOTALL)
DYNAMIC, ROWS = 2, (0, 1)  # an editing mode; selection modes: one row, several


def elements(app_test):
    """All keyed ones in the order of the page: (step without value, element)."""
    found, stack = [], [app_test._tree]
    while stack:
        element = stack.pop()
        stack += reversed(list(getattr(element, "children", {}).values()))
        proto = getattr(element, "proto", None)
        key = KEYED.match(getattr(proto, "id", "") or "")
        kind = kind_of(element.type, proto)
        if kind and key and key[1] != "None":
            found.append(({"widget": kind, "label": "", "key": key[1], "nth": 0}, element))
    return found


def kind_of(type_, proto):
    if type_ in TABLES:
        if getattr(proto, "editing_mode", 0):
            return "data_editor"
        return "dataframe" if set(ROWS) & set(getattr(proto, "selection_mode", ())) else None
    return "plotly_chart" if type_ == "plotly_chart" and len(getattr(proto, "selection_mode", ())) else None


def edits(element):
    """A cell changed; where rows may come and go, one taken away and one more."""
    frame = element.value
    done = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    cells = [(name, other(frame[name].iloc[0])) for name in frame.columns if len(frame)]
    found = [{**done, "edited_rows": {"0": {name: v}}} for name, v in cells if v is not None][:2]
    if element.proto.editing_mode == DYNAMIC:
        found.append({**done, "deleted_rows": [0]})
        found.append({**done, "added_rows": [dict(cell for cell in cells if cell[1] is not None)]})
    return found


def other(v):
    """Another value of the kind that a cell has; None where nobody can tell."""
    v = getattr(v, "item", lambda: v)()
    if isinstance(v, bool):
        return not v
    if isinstance(v, (int, float)):
        return v + 1
    return "Alpha" if isinstance(v, str) else None


def rows(element):
    last = len(element.value) - 1
    picks = [[0], [0, last]] if 1 in element.proto.selection_mode else [[0], [last]]
    return [{"selection": {"rows": sorted(set(pick)), "columns": [], "cells": []}} for pick in picks if last >= 0]


def points(element):
    """The first point of a chart's first trace."""
    traces = json.loads(element.proto.spec).get("data", [])
    point = {"curve_number": 0, "point_number": 0, "point_index": 0}
    for axis in ("x", "y"):
        along = traces[0].get(axis) if traces else None
        if isinstance(along, list) and along:
            point[axis] = along[0]
    return [{"selection": {"points": [point], "point_indices": [0], "box": [], "lasso": []}}] if traces else []


DOMAINS = {"data_editor": edits, "dataframe": rows, "plotly_chart": points}


def perform(app_test, step):
    """Leaves in the session's state what a person would have done."""
    from streamlit.util import AttributeDictionary

    v = dict(step["value"])
    if "edited_rows" in v:
        v["edited_rows"] = {int(row): cells for row, cells in v["edited_rows"].items()}
    app_test.session_state[step["key"]] = v if step["widget"] == "data_editor" else AttributeDictionary(v)
