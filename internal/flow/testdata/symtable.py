"""The scopes of files as CPython's symtable has them: one path a line on stdin, one JSON object a line on stdout.

A scope is [type, name, line, {name: [scope, is parameter, is imported]}, children]; a file that does not compile
answers null.
"""

import json
import sys
import _symtable

sys.setrecursionlimit(20000)

TYPES = {value: key for key, value in vars(_symtable).items() if key.startswith("TYPE_")}


def scope(entry):
    symbols = {}
    for name, flags in entry.symbols.items():
        symbols[name] = [
            flags >> _symtable.SCOPE_OFF & _symtable.SCOPE_MASK,
            bool(flags & _symtable.DEF_PARAM),
            bool(flags & _symtable.DEF_IMPORT),
        ]
    return [TYPES[entry.type], entry.name, entry.lineno, symbols, [scope(child) for child in entry.children]]


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        with open(path, "rb") as file:
            answer = scope(_symtable.symtable(file.read(), path, "exec"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        answer = None
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
