"""Read names on stdin; say which of those whose module is installed do not exist, and what public names there are.

One of the spellings of a name must exist, of those whose class is there.
"""

import functools
import importlib
import importlib.util
import inspect
import json
import sys
import types
import warnings

warnings.simplefilter("ignore")


@functools.cache
def load(name):
    try:
        return importlib.import_module(name)
    except Exception:
        return None


@functools.cache
def is_there(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ImportError:
        return False


def module_of(name):
    """The longest prefix that is a module, with the rest; None when the first part is not installed."""
    parts = name.split(".")
    found = None
    for end in range(1, len(parts) + 1):
        prefix = ".".join(parts[:end])
        module = load(prefix)
        if module is None:
            if is_there(prefix):
                return None  # it needs what is not installed
            break
        found = module, parts[end:]
    if found and getattr(found[0], "__file__", None) is None and found[0].__name__ not in sys.builtin_module_names:
        return None  # a namespace of which this part is not installed
    return found


def exists(module, rest):
    """None when what should hold the last part is not there, or only gives it: a function, a property."""
    owner = module
    for part in rest[:-1]:
        owner = getattr(owner, part, None)
    if owner is None or inspect.isdatadescriptor(owner) or callable(owner) and not isinstance(owner, type):
        return None
    if not rest or hasattr(owner, rest[-1]):
        return True
    # Attributes that only instances have: annotations, slots, or what __init__ sets.
    known = {n for c in getattr(owner, "__mro__", ()) for n in getattr(c, "__annotations__", {})}
    return rest[-1] in known or isinstance(owner, type) and rest[-1] in attributes(owner)


def attributes(cls):
    names = set()
    for c in cls.__mro__:
        init = getattr(c.__dict__.get("__init__"), "__code__", None)
        if init:
            names.update(init.co_names)
    return names


def main():
    query = json.load(sys.stdin)
    missing, checked = [], 0
    for name, spellings in query["names"].items():
        found = [exists(*place) for place in map(module_of, spellings) if place]
        found = [there for there in found if there is not None]
        checked += bool(found)
        if found and not any(found):
            missing.append(name)
    public = []
    for module in query["public"]:
        loaded = importlib.import_module(module)
        public += [
            f"{module}.{name}"
            for name in dir(loaded)
            if not name.startswith("_") and not isinstance(getattr(loaded, name), types.ModuleType)
        ]
    json.dump({"checked": checked, "missing": missing, "public": public}, sys.stdout)


main()
