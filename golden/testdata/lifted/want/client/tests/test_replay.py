# Generated from streamlift.yaml; do not edit.
"""Values arrive as what they were, or are refused by name."""

import collections
import dataclasses
import datetime as dt
import decimal
import enum
import os
import pathlib
import subprocess
import sys
import uuid
import zoneinfo
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from sales_client import _call
from sales_client.replay import CLASSES, MEDIA_TYPE, Untransferable, decode, encode

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


@dataclasses.dataclass
class Point:
    x: int
    table: pd.DataFrame


class Color(enum.StrEnum):
    RED = "red"


class Pair(NamedTuple):
    a: int
    b: str


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    for cls in (Point, Color, Pair):
        monkeypatch.setitem(CLASSES, f"app.{cls.__name__}", cls)


def frames() -> Iterator[Any]:
    array: Any = pd.array
    yield pd.DataFrame()
    yield pd.DataFrame({"a": []})
    yield pd.DataFrame(index=[1, 2, 3])
    yield pd.DataFrame({"a": [1, 2], "b": [1.5, np.nan], "c": ["x", None], "d": [True, False]})
    yield pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"])
    yield pd.DataFrame([[1, 2], [3, 4]], columns=[1, "b"])
    yield pd.DataFrame([[1, 2]], columns=[dt.date(2024, 1, 1), dt.date(2024, 1, 2)])
    yield pd.DataFrame({"o": [1, "a", None, 2.5, [1], {"k": 1}, (1, 2), {1, 2}]})
    yield pd.DataFrame({"o": np.array([1, 2], dtype=object)})
    yield pd.DataFrame({"d": pd.to_datetime(["2024-01-01", "NaT"])})
    yield pd.DataFrame({"d": pd.to_datetime(["2024-01-01", "NaT"]).tz_localize("Europe/Berlin")})
    yield pd.DataFrame({"d": pd.to_datetime(["2024-01-01"]).astype("datetime64[s]")})
    yield pd.DataFrame({"d": pd.to_timedelta(["1D", "NaT"])})
    yield pd.DataFrame({"c": pd.Categorical(["a", None], categories=["b", "a"], ordered=True)})
    yield pd.DataFrame({"p": pd.period_range("2024-01", periods=3, freq="M")})
    yield pd.DataFrame({"i": pd.interval_range(0, 3)})
    yield pd.DataFrame({"i": array([1, None], dtype="Int64"), "f": array([1.5, None], "Float32")})
    yield pd.DataFrame({"b": array([True, None], "boolean"), "s": array(["a", None], "string")})
    yield pd.DataFrame({"a": array([1, None], dtype="int64[pyarrow]")})
    yield pd.DataFrame({"x": np.array([1 + 2j, 3])})
    yield pd.DataFrame({"s": pd.arrays.SparseArray([0, 0, 1])})
    yield pd.DataFrame({"i": np.arange(3, dtype="i1"), "u": np.arange(3, dtype="u4")})
    yield pd.DataFrame({"d": [decimal.Decimal("1.10"), None], "x": [dt.date(2024, 1, 1), pd.NaT]})
    yield pd.DataFrame({"lists": [[1, 2], []], "arrays": [np.array([1, 2]), np.array([])]})
    yield pd.DataFrame({"a": ["é" * 3, "b", ""] * 700})
    yield pd.DataFrame({"a": np.linspace(0, 1, 700)}).groupby(lambda i: i % 3).agg(["mean", "sum"])
    yield pd.DataFrame({"a": [1, 2]}, index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]))
    yield pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["a"], [1, 2]]))
    yield pd.DataFrame({"a": [1, 2]}, index=pd.date_range("2024-01-01", periods=2, name="day"))
    yield pd.DataFrame({"a": range(3)}, index=[1.5, np.nan, 2])
    named = pd.DataFrame({"a": [1]}).set_index("a")
    named.attrs["source"] = {"x": 1}
    yield named


@pytest.mark.parametrize("frame", list(frames()))
def test_frame(frame: Any) -> None:
    back = decode(encode(frame))
    exact: dict[str, Any] = {"check_index_type": "exact", "check_column_type": "exact"}
    pd.testing.assert_frame_equal(back, frame, check_exact=True, **exact)
    assert back.attrs == frame.attrs
    assert list(back.dtypes) == list(frame.dtypes)
    assert [type(back.index), type(back.columns)] == [type(frame.index), type(frame.columns)]


VALUES: list[Any] = [
    *(None, True, 1, 2**80, 1.5, float("inf"), "x", "", b"abc", bytearray(b"x"), 1 + 2j),
    *([1, [2]], (1, (2,)), {1, 2}, frozenset({"a"}), range(1, 9, 2)),
    {"a": 1, 2: "b", (1, 2): None, "t": {"dict": 1}},
    *(collections.OrderedDict(a=1), collections.Counter("aab"), collections.deque([1, 2])),
    collections.defaultdict(list, {"a": [1]}),
    *(decimal.Decimal("1.10"), uuid.UUID(int=5), pathlib.Path("a/b"), Color.RED, Pair(1, "b")),
    *(dt.date(2024, 2, 29), dt.time(1, 2, 3, 4), dt.timedelta(1, 2, 3)),
    dt.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=BERLIN),
    dt.datetime(2024, 1, 1, 1, 2, 3, 4, tzinfo=dt.UTC),
    *(pd.Timestamp("2024-01-01 01:02:03.123456789"), pd.Timestamp("2024-01-01", tz=BERLIN)),
    *(pd.Timedelta("1D 3ns"), pd.Period("2024-01", "M"), pd.Interval(1, 2), pd.NaT, pd.NA),
    *(np.float32(1.5), np.int64(3), np.datetime64("2024-01-01"), np.bool_(True)),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_value(value: Any) -> None:
    back = decode(encode(value))
    assert type(back) is type(value)
    assert back is value or back == value
    if isinstance(value, dict):
        assert list(back.items()) == list(value.items())


def test_zones_of_pytz() -> None:
    pytz: Any = pytest.importorskip("pytz", reason="pandas has it before 3")
    zone = pytz.timezone("Europe/Berlin")
    for summer in (True, False):
        value = zone.localize(dt.datetime(2024, 10, 27, 2, 30), is_dst=summer)
        back = decode(encode(value))
        assert (back, back.tzinfo, back.utcoffset()) == (value, value.tzinfo, value.utcoffset())
    frame = pd.DataFrame({"d": pd.to_datetime(["2024-01-01", "NaT"]).tz_localize(zone)})
    back = decode(encode(frame))
    pd.testing.assert_frame_equal(back, frame)
    assert back["d"].dt.tz is frame["d"].dt.tz


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3),
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.arange(6)[::2],
        np.array(["a", "bc"]),
        np.array([1, "a"], dtype=object),
        np.array([]),
        np.array([["2024"]], dtype="M8[D]"),
    ],
)
def test_array(array: Any) -> None:
    back = decode(encode(array))
    np.testing.assert_array_equal(back, array)
    assert [back.dtype, back.shape] == [array.dtype, array.shape]


def test_series_and_what_holds_frames() -> None:
    series: Any = pd.Series([1, 2], index=["a", "b"], name=("x", 1))
    pd.testing.assert_series_equal(decode(encode(series)), series)
    point = decode(encode(Point(1, pd.DataFrame({"a": [1]}))))
    assert point.x == 1
    assert point.table.equals(pd.DataFrame({"a": [1]}))


@pytest.mark.parametrize(
    "value", [lambda: 1, object(), open, iter([]), np.zeros(2, dtype=[("a", "i4")])], ids=repr
)
def test_refused(value: Any) -> None:
    with pytest.raises(Untransferable):
        encode(value)


class Quoted(str):
    quote = True


def test_text_of_a_class_of_its_own() -> None:
    back = decode(encode({Quoted("orders"): Quoted("x")}))
    assert back == {"orders": "x"}
    assert [type(part) for item in back.items() for part in item] == [str, str]


def test_class_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    body = encode(Pair(1, "b"))
    monkeypatch.delitem(CLASSES, "app.Pair")
    with pytest.raises(Untransferable, match="Pair is not known here"):
        decode(body)
    with pytest.raises(Untransferable, match="Pair"):
        encode(Pair(1, "b"))


def test_most_that_a_body_unpacks_to() -> None:
    body = encode({"a": bytes(1000), "b": bytes(1000)})
    assert len(decode(body, 2000)["b"]) == 1000
    with pytest.raises(ValueError, match="sizes"):
        decode(body, 1999)


def test_depth() -> None:
    value: Any = 1
    for _ in range(101):
        value = (value,)
    with pytest.raises(Untransferable, match="deep"):
        encode((value,))
    value = value[0]
    assert decode(encode(value)) == value
    body = b'{"value":' + b"[" * 102 + b"]" * 102 + b',"buffers":[]}'
    with pytest.raises(Untransferable, match="deep"):
        decode(len(body).to_bytes(8, "big") + body)


def test_media_type() -> None:
    assert _call.REPLAY == MEDIA_TYPE


def test_other_callers_need_no_frames() -> None:
    without = """
import sys
sys.modules.update(dict.fromkeys(["numpy", "pandas", "pyarrow"]))
import sales_client
"""
    found = os.pathsep.join(path for path in sys.path if path)
    subprocess.run(
        [sys.executable, "-c", without], check=True, env=os.environ | {"PYTHONPATH": found}
    )
