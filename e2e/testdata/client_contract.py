"""Holds a generated client against the OpenAPI document that the generated service serves.

Run with the package names of both and the folder of the client's tests; service/src and client/src
are importable. Prints what differs.
"""

import importlib
import json
import os
import sys


def main(service: str, client: str, tests: str) -> int:
    sys.path.insert(0, os.path.dirname(tests))
    document = importlib.import_module(f"{service}.main").create_app().openapi()
    served = {
        operation["operationId"]: (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if not operation["operationId"].startswith("health_")
    }
    asked = vars(importlib.import_module(f"{client}._operations")) if served else {}
    ours = {value.id: (name, value) for name, value in asked.items() if hasattr(value, "accept")}
    cases = importlib.import_module("tests.test_operations").CASES if served else []
    sent = {case.asks: set(case.sent) for case in cases}
    problems = [f"{name} is not in both" for name in sorted(served.keys() ^ ours.keys())]
    for name in sorted(served.keys() & ours.keys()):
        method, path, operation = served[name]
        call = ours[name][1]
        if (call.method, call.path) != (method, path):
            problems.append(f"{name}: {method} {path} is served, {call.method} {call.path} is asked")
        if inputs(document, operation) != sent[f"{method} {path}"]:
            problems.append(f"{name}: {sorted(inputs(document, operation))} are taken, {sorted(sent[f'{method} {path}'])} are sent")
        offered = set(next((r.get("content", {}) for s, r in operation["responses"].items() if s.startswith("2")), {}))
        if call.accept != "*/*" and offered and call.accept not in offered:
            problems.append(f"{name}: {call.accept} is asked for, {sorted(offered)} are offered")
    print("\n".join(problems) or json.dumps(sorted(served)))
    return bool(problems)


def inputs(document: dict, operation: dict) -> set[str]:
    """The names of an operation's inputs, wherever they stand."""
    names = {p["name"] for p in operation.get("parameters", []) if p["in"] == "query"}
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        names |= set(schema.get("properties", {}))
    return names


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
