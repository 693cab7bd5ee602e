"""Prints one JSON object a file: [[path of scope, name, scope number, assigned, parameter, imported], ...]."""
import json
import sys
import symtable

FLAGS = {"assigned": 2, "parameter": 4, "imported": 2 << 6}


def walk(table, path, out):
    for name, flags in table._table.symbols.items():
        scope = flags >> 12 & 15 if sys.version_info >= (3, 14) else flags >> 11 & 15
        if sys.version_info >= (3, 13):
            scope = flags >> 12 & 15
        imported = 0x80 if sys.version_info < (3, 14) else 0x80
        out.append([path, name, scope, bool(flags & 2), bool(flags & 4), bool(flags & imported)])
    for i, child in enumerate(table._table.children):
        wrapped = symtable._newSymbolTable(child, table._filename)
        walk(wrapped, f"{path}/{wrapped.get_name()}@{wrapped.get_lineno()}", out)


for line in sys.stdin:
    name = line.rstrip("\n")
    try:
        with open(name, "rb") as f:
            table = symtable.symtable(f.read(), name, "exec")
    except (SyntaxError, ValueError, RecursionError, UnicodeError):
        print("null", flush=True)
        continue
    out = []
    walk(table, "", out)
    print(json.dumps(out), flush=True)
