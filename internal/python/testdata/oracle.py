"""What CPython says of files: one path a line on stdin, one JSON object a line on stdout.

The first argument says what to answer for a file that is accepted: `hash` (of the compact form), `compact`, or
`dump` (ast.dump with attributes). A file that CPython gives up on for its size answers "limit".
"""

import ast
import hashlib
import json
import sys

sys.setrecursionlimit(1000 if sys.platform == "emscripten" else 20000)
BLIND = sys.version_info < (3, 12)  # positions inside f-strings are wrong there
EMPTY = sys.version_info < (3, 13)  # 3.12 leaves empty constants in format specs
TOKENS = {}


def fields(cls):
    found = TOKENS.get(cls)
    if found is None:
        names = tuple(n for n in cls._fields if n not in ("type_comment", "type_ignores"))
        comment = "type_comment" in cls._fields or "type_ignores" in cls._fields
        found = TOKENS[cls] = (cls.__name__, cls._fields, "lineno" in cls._attributes)
    return found


def compact(node, out, blind):
    name, names, placed = fields(node.__class__)
    out.append(name + "(")
    inner = blind or BLIND and name == "JoinedStr"
    for field in names:
        value = getattr(node, field, None)
        out.append(" ")
        if value is None and name != "MatchSingleton" and not (name == "Constant" and field == "value"):
            out.append("~")
        elif isinstance(value, list):
            if EMPTY and name == "JoinedStr":
                value = [v for v in value if not (isinstance(v, ast.Constant) and v.value == "")]
            out.append("[")
            for i, item in enumerate(value):
                if i:
                    out.append(", ")
                if isinstance(item, ast.AST):
                    compact(item, out, inner)
                else:
                    out.append("~" if item is None else ascii(item))
            out.append("]")
        elif isinstance(value, ast.AST):
            compact(value, out, inner)
        elif type(value) is int and not -(1 << 64) < value < 1 << 64:
            out.append(hex(value))
        else:
            out.append(ascii(value))
    if placed and not blind:
        out.append(" %d %d %d %d" % (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))
    out.append(")")


def answer(path, mode):
    with open(path, "rb") as f:
        source = f.read()
    try:
        tree = ast.parse(source)
    except (MemoryError, RecursionError):
        return {"limit": True}
    except (SyntaxError, ValueError) as error:
        return {"error": "%s:%s %s" % (getattr(error, "lineno", 0), getattr(error, "offset", 0), error)}
    try:
        if mode == "dump":
            return {"dump": ast.dump(tree, include_attributes=True)}
        out = []
        compact(tree, out, False)
    except (RecursionError, ValueError):
        return {"limit": True}
    text = "".join(out)
    if mode == "hash":
        return {"hash": hashlib.sha256(text.encode()).hexdigest()}
    return {"dump": text}


def main():
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(line.rstrip("\n"), sys.argv[1])) + "\n")
        sys.stdout.flush()


main()
