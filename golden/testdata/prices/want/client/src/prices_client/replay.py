# Generated from streamlift.yaml; do not edit.
"""Values across the wire as what they were: the media type that the app's own pages ask for.

A body is a length, a JSON header and the buffers that the header points at. Nothing is unpickled and no class is
imported by name: dataclasses, named tuples and enums cross only as the classes that both sides put into CLASSES. What
has no exact form raises Untransferable, by name, instead of arriving as something else.
"""

import collections
import dataclasses
import datetime
import decimal
import enum
import importlib
import json
import math
import pathlib
import uuid
import zoneinfo
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

MEDIA_TYPE = "application/vnd.replay.v1"
SESSION = "st.session_state"  # beside the arguments: what the page keeps, as far as it is read
MAX_DEPTH = 100
COMPRESS_FROM = 512  # bytes; smaller buffers do not shrink
CLASSES: dict[str, type] = {}  # that cross, by the name that both sides give them


class Untransferable(TypeError):
    """A value that cannot cross exactly."""


def encode(value: Any) -> bytes:
    """A value as one body; raises Untransferable."""
    writer = Writer()
    header = json.dumps(
        {"value": writer.write(value, 0), "buffers": writer.sizes},
        separators=(",", ":"),
        allow_nan=False,
    )
    text = header.encode()
    return b"".join([len(text).to_bytes(8, "big"), text, *writer.buffers])


def decode(body: bytes, most: float = math.inf) -> Any:
    """The value of a body; raises where its buffers would unpack to more than that many bytes."""
    length = int.from_bytes(body[:8], "big")
    header = json.loads(body[8 : 8 + length])
    buffers, at = [], 8 + length
    for stored, size in header["buffers"]:
        most -= size
        if min(stored, size, most) < 0:
            raise ValueError("buffers of sizes that are not taken")
        part = body[at : at + stored]
        buffers.append(
            part if stored == size else pa.decompress(part, size, codec="zstd", asbytes=True)
        )
        at += stored
    return Reader(buffers).read(header["value"])


def raised(error: BaseException) -> dict[str, Any]:
    """An exception as values: its classes by name, what it holds as far as that crosses, its text."""
    held = dict(vars(error))
    if isinstance(error, OSError):  # keeps these where vars() does not see them
        held |= {name: getattr(error, name) for name in ("errno", "strerror", "filename")}
    return {
        "classes": [(c.__module__, c.__qualname__) for c in type(error).__mro__[:-1]],
        "arguments": [crossing(argument) for argument in error.args],
        "attributes": {name: crossing(value) for name, value in held.items()},
        "text": str(error),
    }


def crossing(value: Any) -> Any:
    """The value itself, or its text where it cannot cross."""
    try:
        encode(value)
    except Untransferable:
        return str(value)
    return value


class Writer:
    def __init__(self) -> None:
        self.buffers: list[bytes] = []
        self.sizes: list[tuple[int, int]] = []

    def buffer(self, content: bytes) -> int:
        packed = content
        if len(content) >= COMPRESS_FROM:
            packed = pa.compress(content, codec="zstd", asbytes=True)
            if len(packed) >= len(content):
                packed = content
        self.buffers.append(packed)
        self.sizes.append((len(packed), len(content)))
        return len(self.buffers) - 1

    def write(self, value: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise Untransferable(f"a value nested more than {MAX_DEPTH} deep")
        kind = type(value)
        if value is None or kind in (bool, str, int):
            return value
        if kind is float:
            return value if math.isfinite(value) else {"float": repr(value)}
        if kind is list:
            return [self.write(v, depth + 1) for v in value]
        form = FORMS.get(kind)
        if form:
            return {form.name: form.write(self, value, depth + 1)}
        if isinstance(value, enum.Enum):
            return {"enum": [class_name(kind), value.name]}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = [
                (f.name, self.write(getattr(value, f.name), depth + 1))
                for f in dataclasses.fields(value)
            ]
            return {"dataclass": [class_name(kind), fields]}
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            return {"namedtuple": [class_name(kind), [self.write(v, depth + 1) for v in value]]}
        if isinstance(value, datetime.tzinfo):
            return {"zone": zone_name(value)}
        if isinstance(value, pathlib.PurePath):
            return {"path": str(value)}
        if isinstance(value, np.generic):
            return {"scalar": [value.dtype.str, self.buffer(value.tobytes())]}
        if isinstance(value, str):  # of a class of its own, as SQLAlchemy's names of tables
            return str.__str__(value)
        if isinstance(value, pd.Index):
            return {"index": self.index(value, depth + 1)}
        if isinstance(value, pd.api.extensions.ExtensionArray):
            return {"extension": self.array(value, depth + 1)}
        raise Untransferable(f"{kind.__module__}.{kind.__qualname__}")

    def index(self, index: pd.Index, depth: int) -> dict[str, Any]:
        if isinstance(index, pd.MultiIndex):
            return {
                "levels": [self.index(level, depth + 1) for level in index.levels],
                "codes": [self.array(np.asarray(codes), depth) for codes in index.codes],
                "names": [self.write(n, depth) for n in index.names],
            }
        if isinstance(index, pd.RangeIndex):
            return {
                "range": [index.start, index.stop, index.step],
                "name": self.write(index.name, depth),
            }
        freq = (
            getattr(index, "freqstr", None)
            if isinstance(index, (pd.DatetimeIndex, pd.TimedeltaIndex))
            else None
        )
        return {
            "array": self.array(index.array, depth),
            "name": self.write(index.name, depth),
            "freq": freq,
        }

    def array(self, array: Any, depth: int) -> dict[str, Any]:
        """One column, exactly: its type and its values."""
        dtype = array.dtype
        if isinstance(dtype, pd.CategoricalDtype):
            categories = self.index(dtype.categories, depth + 1)
            return {
                "categories": categories,
                "ordered": bool(dtype.ordered),
                "codes": self.array(np.asarray(array.codes), depth),
            }
        if isinstance(dtype, pd.DatetimeTZDtype):
            return {
                "zone": zone_name(dtype.tz),
                "unit": dtype.unit,
                "values": self.array(np.asarray(array.asi8), depth),
            }
        if isinstance(dtype, pd.PeriodDtype):
            return {"period": dtype.name, "values": self.array(np.asarray(array.asi8), depth)}
        if isinstance(dtype, pd.IntervalDtype):
            return {
                "closed": dtype.closed,
                "left": self.index(array.left, depth + 1),
                "right": self.index(array.right, depth + 1),
            }
        if isinstance(dtype, pd.SparseDtype):
            return {
                "sparse": self.write(dtype.fill_value, depth),
                "values": self.array(np.asarray(array), depth),
                "dtype": str(dtype),
            }
        if isinstance(dtype, pd.StringDtype):
            missing = "nan" if isinstance(dtype.na_value, float) else "NA"
            cells = [None if pd.isna(v) else v for v in array]
            return {"string": [dtype.storage, missing], "cells": self.write(cells, depth)}
        if hasattr(array, "_mask") and hasattr(array, "_data"):
            return {
                "masked": str(dtype),
                "values": self.array(array._data, depth),
                "mask": self.array(array._mask, depth),
            }
        if isinstance(dtype, pd.ArrowDtype):
            return {"arrow": self.arrow(array), "pandas": True}
        if hasattr(array, "to_numpy"):
            array = array.to_numpy()
        if array.dtype == object:
            return {
                "cells": [self.write(v, depth + 1) for v in array.ravel()],
                "shape": list(array.shape),
            }
        if array.dtype.hasobject or array.dtype.names:
            raise Untransferable(f"an array of {array.dtype}")
        return {
            "dtype": array.dtype.str,
            "shape": list(array.shape),
            "buffer": self.buffer(np.ascontiguousarray(array).tobytes()),
        }

    def arrow(self, array: Any) -> int:
        column = pa.chunked_array(array.__arrow_array__())
        sink = pa.BufferOutputStream()
        table = pa.table({"c": column})
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        return self.buffer(sink.getvalue().to_pybytes())

    def frame(self, frame: pd.DataFrame, depth: int) -> dict[str, Any]:
        return {
            "columns": self.index(frame.columns, depth),
            "values": [self.array(frame.iloc[:, i].array, depth) for i in range(frame.shape[1])],
            "index": self.index(frame.index, depth),
            "attrs": self.write(dict(frame.attrs), depth),
        }

    def series(self, series: pd.Series, depth: int) -> dict[str, Any]:
        return {
            "values": self.array(series.array, depth),
            "index": self.index(series.index, depth),
            "name": self.write(series.name, depth),
            "attrs": self.write(dict(series.attrs), depth),
        }

    def items(self, value: Any, depth: int) -> list[Any]:
        return [[self.write(k, depth), self.write(v, depth)] for k, v in value.items()]

    def sequence(self, value: Any, depth: int) -> list[Any]:
        return [self.write(v, depth) for v in value]

    def members(self, value: Any, depth: int) -> list[Any]:
        return [self.write(v, depth) for v in sorted(value, key=repr)]


class Reader:
    def __init__(self, buffers: list[bytes]) -> None:
        self.buffers = dict(enumerate(buffers))
        self.depth = 0

    def buffer(self, number: int) -> bytes:
        """A buffer, which one value alone has: many copies of one would take no room in a body."""
        return self.buffers.pop(number)

    def read(self, value: Any) -> Any:
        if not isinstance(value, (dict, list)):
            return value
        if self.depth > MAX_DEPTH:
            raise Untransferable(f"a value nested more than {MAX_DEPTH} deep")
        self.depth += 1
        if isinstance(value, list):
            made: Any = self.sequence(value)
        else:
            ((name, content),) = value.items()
            made = READERS[name](self, content)
        self.depth -= 1
        return made

    def sequence(self, value: list[Any]) -> list[Any]:
        return [self.read(v) for v in value]

    def class_of(self, name: str) -> Any:
        if name not in CLASSES:
            raise Untransferable(f"{name} is not known here")
        return CLASSES[name]

    def index(self, value: dict[str, Any]) -> Any:
        if "levels" in value:
            levels: Any = [self.index(level) for level in value["levels"]]
            codes: Any = [self.array(codes) for codes in value["codes"]]
            return pd.MultiIndex(
                levels=levels,
                codes=codes,
                names=self.sequence(value["names"]),
                verify_integrity=False,
            )
        name = self.read(value["name"])
        if "range" in value:
            start, stop, step = value["range"]
            return pd.RangeIndex(start, stop, step, name=name)
        array = self.array(value["array"])
        index: Any = pd.Index(array, name=name, dtype=array.dtype, tupleize_cols=False)
        if value["freq"]:
            index.freq = value["freq"]
        return index

    def array(self, value: dict[str, Any]) -> Any:
        dtype: Any
        if "categories" in value:
            dtype = pd.CategoricalDtype(self.index(value["categories"]), ordered=value["ordered"])
            return pd.Categorical.from_codes(self.array(value["codes"]), dtype=dtype)
        if "zone" in value:
            stamps = self.array(value["values"]).view(f"M8[{value['unit']}]")
            return pd.DatetimeIndex(stamps).tz_localize("UTC").tz_convert(zone(value["zone"])).array
        if "period" in value:
            dtype = pd.api.types.pandas_dtype(value["period"])
            return pd.arrays.PeriodArray(self.array(value["values"]), dtype=dtype)
        if "closed" in value:
            return pd.arrays.IntervalArray.from_arrays(
                self.index(value["left"]), self.index(value["right"]), closed=value["closed"]
            )
        if "sparse" in value:
            return pd.arrays.SparseArray(
                self.array(value["values"]), fill_value=self.read(value["sparse"])
            )
        if "string" in value:
            storage, missing = value["string"]
            dtype = pd.StringDtype(storage)
            if missing == "nan":
                dtype = pd.StringDtype(storage, na_value=np.nan)
            return pd.array(self.read(value["cells"]), dtype=dtype)
        if "masked" in value:
            dtype = pd.api.types.pandas_dtype(value["masked"])
            return dtype.construct_array_type()(
                self.array(value["values"]).copy(), self.array(value["mask"]).copy()
            )
        if "arrow" in value:
            column = pa.ipc.open_stream(self.buffer(value["arrow"])).read_all().column("c")
            return pd.arrays.ArrowExtensionArray(column)
        if "cells" in value:
            flat = np.empty(len(value["cells"]), dtype=object)
            flat[:] = self.sequence(value["cells"])
            return flat.reshape(value["shape"])
        return (
            np.frombuffer(self.buffer(value["buffer"]), dtype=value["dtype"])
            .reshape(value["shape"])
            .copy()
        )

    def frame(self, value: dict[str, Any]) -> Any:
        index = self.index(value["index"])
        columns = [self.column(v, index) for v in value["values"]]
        frame = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=index)
        frame.index = index
        frame.columns = self.index(value["columns"])
        frame.attrs = self.read(value["attrs"])
        return frame

    def column(self, value: dict[str, Any], index: Any) -> Any:
        array = self.array(value)
        return pd.Series(array, index=index, dtype=array.dtype)

    def series(self, value: dict[str, Any]) -> Any:
        series = self.column(value["values"], self.index(value["index"])).rename(
            self.read(value["name"])
        )
        series.attrs = self.read(value["attrs"])
        return series

    def dataclass(self, value: list[Any]) -> Any:
        cls = self.class_of(value[0])
        made = cls.__new__(cls)
        for name, field in value[1]:
            object.__setattr__(made, name, self.read(field))
        return made

    def defaultdict(self, value: list[Any]) -> Any:
        return collections.defaultdict(FACTORIES[value[0]], self.pairs(value[1]))

    def pairs(self, value: list[Any]) -> list[tuple[Any, Any]]:
        return [(self.read(k), self.read(v)) for k, v in value]


@dataclasses.dataclass(frozen=True)
class Form:
    """How values of one exact type are written under a name."""

    name: str
    write: Callable[[Writer, Any, int], Any]


FACTORIES: dict[str, Any] = {
    "list": list,
    "dict": dict,
    "set": set,
    "int": int,
    "float": float,
    "str": str,
    "none": None,
}


def factory_name(value: Any) -> str:
    for name, factory in FACTORIES.items():
        if value.default_factory is factory:
            return name
    raise Untransferable("a defaultdict with a factory of its own")


def class_name(cls: type) -> str:
    for name, known in CLASSES.items():
        if known is cls:
            return name
    raise Untransferable(f"{cls.__module__}.{cls.__qualname__}")


def zone_name(tz: Any) -> str:
    key, old = getattr(tz, "key", None), getattr(tz, "zone", None)
    if key or old:
        return str(key) if key else f"pytz {old}"
    offset = tz.utcoffset(None)
    if offset is None:
        raise Untransferable(f"the time zone {tz!r}")
    return f"offset {offset.total_seconds()}"


def zone(name: str) -> datetime.tzinfo:
    if name.startswith("offset "):
        return datetime.timezone(datetime.timedelta(seconds=float(name[7:])))
    if name.startswith(
        "pytz "
    ):  # of pandas before 3: a column in another library's zone is of another type
        made: datetime.tzinfo = importlib.import_module("pytz").timezone(name[5:])
        return made
    return zoneinfo.ZoneInfo(name)


def moment(value: datetime.datetime) -> list[Any]:
    name = zone_name(value.tzinfo) if value.tzinfo else None
    if name and name.startswith("pytz "):  # its zones are of one offset each
        value = value.astimezone(datetime.UTC)
    return [value.replace(tzinfo=None).isoformat(), name, value.fold]


def read_moment(value: list[Any]) -> datetime.datetime:
    made = datetime.datetime.fromisoformat(value[0]).replace(fold=value[2])
    if not value[1]:
        return made
    tz = zone(value[1])
    return (
        tz.fromutc(made.replace(tzinfo=tz))
        if value[1].startswith("pytz ")
        else made.replace(tzinfo=tz)
    )


def stamp(value: pd.Timestamp) -> list[Any]:
    return [value.asm8.view("i8").item(), value.unit, zone_name(value.tz) if value.tz else None]


def read_stamp(value: list[Any]) -> pd.Timestamp:
    made = pd.Timestamp(np.datetime64(value[0], value[1]))
    return made.tz_localize("UTC").tz_convert(zone(value[2])) if value[2] else made


def values(write: Callable[[Any], Any]) -> Callable[[Writer, Any, int], Any]:
    """Writes what holds nothing but numbers and texts."""
    return lambda _writer, value, _depth: write(value)


def buffered(writer: Writer, value: Any, _depth: int) -> int:
    return writer.buffer(bytes(value))


def default_items(writer: Writer, value: Any, depth: int) -> list[Any]:
    return [factory_name(value), writer.items(value, depth)]


def bounds(writer: Writer, value: Any, depth: int) -> list[Any]:
    return [writer.write(value.left, depth), writer.write(value.right, depth), value.closed]


FORMS: dict[type, Form] = {
    tuple: Form("tuple", Writer.sequence),
    set: Form("set", Writer.members),
    frozenset: Form("frozenset", Writer.members),
    dict: Form("dict", Writer.items),
    collections.OrderedDict: Form("ordered", Writer.items),
    collections.Counter: Form("counter", Writer.items),
    collections.deque: Form("deque", Writer.sequence),
    collections.defaultdict: Form("defaultdict", default_items),
    bytes: Form("bytes", buffered),
    bytearray: Form("bytearray", buffered),
    range: Form("range", values(lambda v: [v.start, v.stop, v.step])),
    complex: Form("complex", values(lambda v: [repr(v.real), repr(v.imag)])),
    decimal.Decimal: Form("decimal", values(str)),
    uuid.UUID: Form("uuid", values(str)),
    datetime.date: Form("date", values(datetime.date.isoformat)),
    datetime.time: Form("time", values(datetime.time.isoformat)),
    datetime.datetime: Form("datetime", values(moment)),
    datetime.timedelta: Form("timedelta", values(lambda v: [v.days, v.seconds, v.microseconds])),
    pd.Timestamp: Form("timestamp", values(stamp)),
    pd.Timedelta: Form("span", values(lambda v: [v.asm8.view("i8").item(), v.unit])),
    pd.Period: Form("period", values(lambda v: [v.ordinal, v.freqstr])),
    pd.Interval: Form("interval", bounds),
    type(pd.NaT): Form("nat", values(str)),
    type(pd.NA): Form("na", values(str)),
    np.ndarray: Form("ndarray", Writer.array),
    pd.DataFrame: Form("frame", Writer.frame),
    pd.Series: Form("series", Writer.series),
    pd.Categorical: Form("extension", Writer.array),
}


def plainly(read: Callable[[Any], Any]) -> Callable[[Reader, Any], Any]:
    """Reads what holds nothing but numbers and texts."""
    return lambda _reader, value: read(value)


def items(make: Callable[[Any], Any]) -> Callable[[Reader, Any], Any]:
    """Reads a container from its items."""
    return lambda reader, value: make(reader.sequence(value))


def mapping(make: Callable[[Any], Any]) -> Callable[[Reader, Any], Any]:
    """Reads a mapping from its pairs."""
    return lambda reader, value: make(reader.pairs(value))


READERS: dict[str, Callable[[Reader, Any], Any]] = {
    "float": plainly(float),
    "tuple": items(tuple),
    "set": items(set),
    "frozenset": items(frozenset),
    "deque": items(collections.deque),
    "dict": mapping(dict),
    "ordered": mapping(collections.OrderedDict),
    "counter": mapping(lambda pairs: collections.Counter(dict(pairs))),
    "defaultdict": Reader.defaultdict,
    "bytes": lambda r, v: r.buffer(v),
    "bytearray": lambda r, v: bytearray(r.buffer(v)),
    "range": plainly(lambda v: range(*v)),
    "complex": plainly(lambda v: complex(float(v[0]), float(v[1]))),
    "decimal": plainly(decimal.Decimal),
    "uuid": plainly(uuid.UUID),
    "date": plainly(datetime.date.fromisoformat),
    "time": plainly(datetime.time.fromisoformat),
    "datetime": plainly(read_moment),
    "timedelta": plainly(lambda v: datetime.timedelta(v[0], v[1], v[2])),
    "timestamp": plainly(read_stamp),
    "span": plainly(lambda v: pd.Timedelta(np.timedelta64(v[0], v[1]))),
    "period": plainly(lambda v: pd.Period(ordinal=v[0], freq=v[1])),
    "interval": lambda r, v: pd.Interval(r.read(v[0]), r.read(v[1]), closed=v[2]),
    "nat": plainly(lambda _: pd.NaT),
    "na": plainly(lambda _: pd.NA),
    "ndarray": Reader.array,
    "extension": Reader.array,
    "frame": Reader.frame,
    "series": Reader.series,
    "index": Reader.index,
    "scalar": lambda r, v: np.frombuffer(r.buffer(v[1]), dtype=v[0])[0],
    "enum": lambda r, v: r.class_of(v[0])[v[1]],
    "dataclass": Reader.dataclass,
    "namedtuple": lambda r, v: r.class_of(v[0])(*r.sequence(v[1])),
    "path": plainly(pathlib.Path),
    "zone": plainly(zone),
}
