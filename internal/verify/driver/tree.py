"""What a page shows, as plain data that two runs can be compared by.

A node is {"type", "path", "fields", "children"}. Names that Streamlit makes anew on each run are dropped, tables are
decoded, and text that holds JSON is read, so that two nodes are equal when a person would see the same.
"""

import hashlib
import json
import os
import re

# Made by Streamlit from a run or a position, never seen by a person.
UNSEEN_FIELDS = {"id", "form_id", "group_id", "element_hash", "stack_trace", "set_value", "raw_value", "page_script_hash"}
STYLER_NAME = re.compile(r"T_[0-9a-f]{5}\b")
# A placeholder draws nothing; whether a cache spinner leaves one differs between versions.
UNSEEN_NODES = {"empty"}
MAX_ROWS = 1000


def snapshot(app_test):
    """The element tree of a run: main area, sidebar and events, in order."""
    return [node(root) for root in app_test._tree.children.values()]


def node(element):
    children = [node(c) for c in getattr(element, "children", {}).values() if c.type not in UNSEEN_NODES]
    proto = getattr(element, "proto", None)
    fields = message(proto) if hasattr(proto, "ListFields") else {}
    return {"type": element.type, "fields": fields, "children": children}


def message(proto):
    """A protobuf message as plain data."""
    return {field.name: value(field, v) for field, v in proto.ListFields() if field.name not in UNSEEN_FIELDS}


def value(field, v):
    if is_map(field):
        return {str(k): plain(v[k]) for k in sorted(v, key=str)}
    if field_is_repeated(field):
        return [plain(item) for item in v]
    return plain(v)


def is_map(field):
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def field_is_repeated(field):
    repeated = getattr(field, "is_repeated", None)
    return field.label == field.LABEL_REPEATED if repeated is None else repeated


def plain(v):
    if hasattr(v, "ListFields"):
        return message(v)
    if isinstance(v, bytes):
        return table(v)
    if isinstance(v, str):
        return text(v)
    return v


def text(v):
    """A text, or what it says when it is JSON (chart specifications)."""
    if v[:1] in "{[" and v[-1:] in "}]":
        try:
            return json.loads(v)
        except ValueError:
            pass
    return STYLER_NAME.sub("T_", v.replace(os.getcwd(), "/app"))  # each run has a folder of its own


def table(data):
    """Arrow bytes as columns with their types; other bytes as a digest."""
    try:
        import pyarrow

        frame = pyarrow.ipc.open_stream(data).read_all()
    except (ImportError, OSError, ValueError):  # not Arrow at all
        return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    columns = [
        {"name": name, "type": str(column.type), "values": [show(v) for v in column.slice(0, MAX_ROWS).to_pylist()]}
        for name, column in zip(frame.column_names, frame.columns)
    ]
    shown = {"rows": frame.num_rows, "columns": columns}
    if frame.num_rows > MAX_ROWS:
        rest = [[show(v) for v in column.slice(MAX_ROWS).to_pylist()] for column in frame.columns]
        shown["rest_sha256"] = hashlib.sha256(repr(rest).encode()).hexdigest()
    return shown


def show(v):
    """A cell as JSON can hold it; NaN and missing values stay apart."""
    if v is None or isinstance(v, (bool, int, str)):
        return v
    return f"{type(v).__name__} {v!r}"


def state_keys(app_test):
    """Names in the session's state that the app itself chose."""
    state = app_test.session_state
    keys = getattr(getattr(state, "_state", state), "filtered_state", {})
    return sorted(str(k) for k in keys)


def same(old, new):
    return json.dumps(old, sort_keys=True, default=str) == json.dumps(new, sort_keys=True, default=str)


def first_difference(old, new, path=""):
    """The first place where two snapshots differ, as (path, old, new), or None."""
    if type(old) is not type(new):
        return path, old, new
    if isinstance(old, dict):
        where = path
        if "type" in old and "children" in old:
            where = f"{path}/{named(old)}"
        for key in sorted(set(old) | set(new), key=lambda k: (k == "children", k)):
            if key not in old or key not in new:
                return f"{where}.{key}", old.get(key), new.get(key)
            found = first_difference(old[key], new[key], where if key == "children" else f"{where}.{key}")
            if found:
                return found
        return None
    if isinstance(old, list):
        for i, (a, b) in enumerate(zip(old, new)):
            found = first_difference(a, b, f"{path}[{i}]")
            if found:
                return found
        if len(old) != len(new):
            i = min(len(old), len(new))
            return f"{path}[{i}]", old[i] if i < len(old) else None, new[i] if i < len(new) else None
        return None
    return None if old == new else (path, old, new)


def named(element):
    """An element's type, and its label where it has one."""
    label = element["fields"].get("label")
    return f"{element['type']} {json.dumps(label, ensure_ascii=False)}" if isinstance(label, str) and label else element["type"]


def exceptions(nodes):
    """The messages of all tracebacks that a snapshot shows."""
    found = []
    for n in nodes:
        if n["type"] == "exception":
            found.append(f"{n['fields'].get('type', '')}: {n['fields'].get('message', '')}")
        found += exceptions(n["children"])
    return found
