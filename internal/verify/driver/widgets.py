"""Widgets of a page: what can be asked of them, and how a step is done.

A step is {"widget": kind, "label", "key", "nth", "value"} and means the nth widget of that kind with that label and
key, in the order of the page. Values are JSON; dates and times are ISO texts.
"""

import datetime
import io

from streamlift_driver import tables

KINDS = (
    "button", "checkbox", "chat_input", "color_picker", "data_editor", "dataframe", "date_input", "feedback",
    "file_uploader", "multiselect", "number_input", "pills", "plotly_chart", "radio", "segmented_control",
    "select_slider", "selectbox", "slider", "text_area", "text_input", "time_input", "toggle",
)  # fmt: skip
CHOICES = ("multiselect", "pills", "radio", "segmented_control", "select_slider", "selectbox")
TYPICAL_TEXTS = ("a", "12", "Alpha Beta")


def widgets(app_test):
    """All enabled widgets in the order of the page: (step without value, widget)."""
    seen, found = {}, []
    for kind in KINDS:
        if kind in tables.DOMAINS:
            continue
        for widget in getattr(app_test, kind, []) or []:
            if getattr(widget, "disabled", False):
                continue
            name = (kind, str(getattr(widget, "label", "") or ""), getattr(widget, "key", None))
            nth = seen[name] = seen.get(name, -1) + 1
            found.append(({"widget": kind, "label": name[1], "key": name[2], "nth": nth}, widget))
    return found + tables.elements(app_test)


def find(app_test, step):
    for name, widget in widgets(app_test):
        if all(name[part] == step[part] for part in ("widget", "label", "key", "nth")):
            return widget
    if step["key"] is None:  # a person names what a page shows: the label
        alike = [w for name, w in widgets(app_test) if name["widget"] == step["widget"] and name["label"] == step["label"]]
        return alike[step["nth"]] if step["nth"] < len(alike) else None
    return None


def form_of(widget):
    return getattr(getattr(widget, "proto", None), "form_id", "") or getattr(widget, "form_id", "") or ""


def values(step, widget, given):
    """Values from the widget's own domain other than the present one, as JSON; given holds those a person named."""
    if given:
        return list(given)
    kind = step["widget"]
    maker = DOMAINS.get(kind)
    try:
        candidates = maker(widget) if maker else []
    except Exception:  # noqa: BLE001 a widget whose present value cannot be read has no domain
        candidates = []
    return candidates


class Shown(str):
    """An option by the text that the page shows of it."""


def formats(widget):
    """The functions by which AppTest makes texts of options, by id of the widget."""
    from streamlit.runtime.state.common import TESTING_KEY

    return widget.root.session_state[TESTING_KEY]


def shown(widget, option):
    try:
        return formats(widget)[widget.id](option)
    except Exception:  # noqa: BLE001 the function is the app's
        return str(option)


def choose(widget, v):
    """Picks options by their texts. AppTest would format a text as if it were the option."""
    picked = v if isinstance(v, list) else [v]
    if all(isinstance(option, str) and option in widget.options for option in picked):
        as_option = formats(widget)[widget.id]
        formats(widget)[widget.id] = lambda option: str(option) if isinstance(option, Shown) else as_option(option)
        v = [Shown(option) for option in picked] if isinstance(v, list) else Shown(v)
    both_handles = isinstance(v, list) and isinstance(widget.value, tuple)
    widget.set_value(tuple(v) if both_handles else v)


def options(widget):
    present = shown(widget, widget.value)
    chosen = [o for o in widget.options if o != present]
    return chosen[:2] + chosen[-1:] if len(chosen) > 3 else chosen


def steps(widget):
    """Options of a select slider, for one handle or two."""
    if not isinstance(widget.value, (list, tuple)):
        return options(widget)
    first, last = widget.options[0], widget.options[-1]
    return [[first, first], [first, last], [last, last]]


def buttons(widget):
    """Options of a row of buttons, of which one or several can be down."""
    return several(widget) if isinstance(widget.value, list) else options(widget)


def several(widget):
    every = list(widget.options)
    return [every[:1], every[-1:], [], every] if len(every) > 1 else [[], every]


def numbers(widget):
    low, high, step, present = widget.min, widget.max, widget.step or 1, widget.value
    whole = isinstance(present, int) or (present is None and isinstance(step, int))
    found = [low, high, None if present is None else present + step, 1, 0]
    bounded = [v for v in within(found, low, high) if -1e12 < v < 1e12 and v != present]
    return unique([int(v) if whole else float(v) for v in bounded])


def range_values(widget):
    """Edges of a slider and a step, for one handle or two; dates and times go as texts."""
    low, high, present = widget.min, widget.max, widget.value
    if isinstance(present, (list, tuple)):
        return [[write(low), write(low)], [write(low), write(high)], [write(high), write(high)]]
    further = within([present + widget.step], low, high) if isinstance(present, (int, float)) and widget.step else []
    return unique([write(v) for v in (low, high, *further) if v != present])


def days(widget):
    """Days beside the present one, a Saturday, a month on, and the edges; of two days other pairs, and half of one."""
    low, high, present = widget.min, widget.max, widget.value
    day, month = datetime.timedelta(days=1), datetime.timedelta(days=30)
    if isinstance(present, (list, tuple)):
        first, last = present if len(present) == 2 else [datetime.date.today()] * 2
        earlier = [*within([first - month, low], low, high), first][0]
        return [[v.isoformat() for v in pair] for pair in ((first, first), (first + (last - first) / 2, last), (earlier, last), (first,))]
    start = present or datetime.date.today()
    near = [start - day, start + day, start + day * ((4 - start.weekday()) % 7 + 1), start + month, low, high]
    return unique([v.isoformat() for v in within(near, low, high) if v != present])


def within(found, low, high):
    return [v for v in found if v is not None and (low is None or v >= low) and (high is None or v <= high)]


DOMAINS = {
    **tables.DOMAINS,
    "button": lambda w: [True],
    "checkbox": lambda w: [not w.value],
    "toggle": lambda w: [not w.value],
    "chat_input": lambda w: [TYPICAL_TEXTS[2]],
    "color_picker": lambda w: ["#123456"],
    "date_input": days,
    "file_uploader": lambda w: [uploads(w)],
    "multiselect": several,
    "number_input": numbers,
    "feedback": lambda w: [n for n in (0, 1) if n != w.value],
    "pills": buttons,
    "radio": options,
    "segmented_control": buttons,
    "select_slider": steps,
    "selectbox": options,
    "slider": range_values,
    "text_area": lambda w: [t for t in TYPICAL_TEXTS if t != w.value],
    "text_input": lambda w: [t for t in TYPICAL_TEXTS if t != w.value],
    "time_input": lambda w: ["09:30:00", "23:45:00"],
}


def unique(found):
    kept = []
    for v in found:
        if v not in kept:
            kept.append(v)
    return kept


def write(v):
    return v.isoformat() if hasattr(v, "isoformat") else v


def read(v, like):
    """A JSON value as the widget wants it, of the type of another."""
    if isinstance(v, str) and isinstance(like, datetime.datetime):
        return datetime.datetime.fromisoformat(v)
    if isinstance(v, str) and isinstance(like, datetime.date):
        return datetime.date.fromisoformat(v)
    if isinstance(v, str) and isinstance(like, datetime.time):
        return datetime.time.fromisoformat(v)
    return v


def uploads(widget):
    """A small file of the first accepted type that can be made here: {"name", "text"} or {"name", "hex"}."""
    accepted = [t.lstrip(".").lower() for t in getattr(widget.proto, "type", [])] or ["csv"]
    made = {
        "csv": "name,amount,day\nAda,1.5,2025-01-02\nBob,2.5,2025-01-03\n",
        "txt": "first line\nsecond line\n",
        "md": "# Title\n\ntext\n",
        "json": '{"name": "Ada", "amount": 1.5}',
        "tsv": "name\tamount\nAda\t1.5\n",
    }
    for kind in accepted:
        if kind in made:
            return {"name": f"sample.{kind}", "text": made[kind]}
    if {"xlsx", "xls"} & set(accepted):
        return {"name": "sample.xlsx", "table": [["name", "amount"], ["Ada", 1.5], ["Bob", 2.5]]}
    png = "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
    return {"name": f"sample.{accepted[0]}", "hex": png}


def content(upload):
    if "text" in upload:
        return upload["text"].encode()
    if "table" in upload:
        import pandas

        buffer = io.BytesIO()
        pandas.DataFrame(upload["table"][1:], columns=upload["table"][0]).to_excel(buffer, index=False)
        return buffer.getvalue()
    return bytes.fromhex(upload["hex"])


def perform(app_test, step):
    """Does one step without running the page; False when the widget is not there."""
    widget = find(app_test, step)
    if widget is None:
        return False
    kind, v = step["widget"], step["value"]
    if kind in tables.DOMAINS:
        tables.perform(app_test, step)
    elif kind == "button":
        widget.click()
    elif kind == "file_uploader":
        widget.set_value((v["name"], content(v), "application/octet-stream"))
    elif kind in CHOICES:
        choose(widget, v)
    else:
        like = likeness(kind, widget.value)
        widget.set_value(tuple(read(item, like) for item in v) if isinstance(v, list) else read(v, like))
    return True


def likeness(kind, present):
    """A value of the type that a widget holds."""
    if isinstance(present, (list, tuple)):
        present = present[0] if present else None
    return {"date_input": datetime.date.min, "time_input": datetime.time.min}.get(kind, present)
