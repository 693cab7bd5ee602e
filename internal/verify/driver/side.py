"""One side of a comparison: a process that imports once and forks for every sequence.

    python side.py   reads JSON lines: first the setup, then one request a line; answers one JSON line each

setup:   {"role": "pages" | "service", "root", "entry", "app", "path": [...], "preload": [...], "now", "settings": {...}}
request: {"do": "run", "work", "environment", "sequence", "calls"}  pages: performs it on a fresh copy of the root
         {"do": "serve", "work", "environment", "calls"}    service: starts it on a free port, with work as data root
         {"do": "stop", "pid"}

A child never outlives its request, so nothing that one sequence caches, imports or changes reaches the next.
"""

import contextlib
import functools
import gc
import importlib
import json
import os
import random
import shutil
import signal
import socket
import sys
import traceback

import network

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", "*.pyc", ".streamlift", "node_modules")
RUN_TIMEOUT = 60
START_TIMEOUT = 60


def main():
    setup = json.loads(sys.stdin.readline())
    network.refuse_others()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what apps print goes to stderr
    sys.path[:0] = setup.get("path") or []
    for module in setup.get("preload") or []:
        with contextlib.suppress(BaseException):  # what cannot be imported fails where the app imports it
            importlib.import_module(module)
    if setup["role"] == "pages":
        warm_up()
    gc.collect()
    gc.freeze()  # children share what is here until they change it
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"run": run, "serve": serve, "stop": stop}[request["do"]](setup, request)
        print(json.dumps(answer, default=str), file=answers, flush=True)


def warm_up():
    """Does once what the first run of a process does, and every run after it needs."""
    from streamlit.testing.v1 import AppTest

    with contextlib.suppress(ImportError, AttributeError):  # looks through all packages that are installed, on every run
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)
    with contextlib.suppress(Exception):
        AppTest.from_string("import streamlit as st\nst.write('warm')\nst.dataframe({'a': [1]})\n").run()


def run(setup, request):
    """Forks, performs the sequence in the child and gives what the pages showed after each step."""
    return in_child(lambda: perform(setup, request))


def in_child(work):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            result = work()
        except BaseException:  # noqa: BLE001 whatever an app raises, the parent goes on
            result = {"failed": traceback.format_exc(limit=8)}
        with os.fdopen(writer, "w", encoding="utf-8") as out:
            json.dump(result, out, default=str)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as incoming:
        text = incoming.read()
    _, status = os.waitpid(child, 0)
    return json.loads(text) if text else {"failed": f"the process ended with status {status}"}


def perform(setup, request):
    import tree
    import widgets

    signal.alarm(RUN_TIMEOUT * 4)
    enter(setup, request, os.path.dirname(setup["entry"]))
    from streamlit.testing.v1 import AppTest

    sequence = request["sequence"]
    app_test = AppTest.from_file(os.path.join(os.getcwd(), setup["entry"]), default_timeout=RUN_TIMEOUT)
    for key, v in sequence.get("secrets", {}).items():
        app_test.secrets[key] = v
    shown, known = [], 0

    def show(done=True):
        nonlocal known
        nodes = tree.snapshot(app_test)
        asked = calls_since(request.get("calls"), known)
        known += len(asked)
        state, failures = tree.state_keys(app_test), tree.exceptions(nodes)
        shown.append({"done": done, "tree": nodes, "state": state, "exceptions": failures, "calls": asked})

    def again():
        seed(sequence.get("seed", 0))
        app_test.run()

    again()
    if sequence.get("page"):
        known = len(calls_since(request.get("calls"), 0))  # of the entry, which is compared as a page of its own
        app_test.switch_page(sequence["page"])
        again()
    show()
    for group in sequence["steps"]:
        done = [widgets.perform(app_test, step) for step in group]
        if all(done):
            again()
        show(all(done))
    result = {"shown": shown, "refused": sorted(network.refused)}
    if sequence.get("explore"):
        result["widgets"] = explore(app_test, sequence.get("values", {}))
    return result


def calls_since(log, known):
    """Paths of the requests that the service noted after the ones that are known."""
    if not log or not os.path.exists(log):
        return []
    with open(log, encoding="utf-8") as lines:
        return lines.read().split("\n")[known:-1]


def explore(app_test, given):
    """The widgets of the page as it stands, each with values to try and the form it is in."""
    import widgets

    found = []
    for step, widget in widgets.widgets(app_test):
        named = given.get(step["key"] or "") or given.get(step["label"])
        found.append({"step": step, "values": widgets.values(step, widget, named), "form": widgets.form_of(widget)})
    return found


def enter(setup, request, folder):
    """Puts the child into its own copy of the root, with its own environment, time and randomness."""
    shutil.copytree(setup["root"], request["work"], ignore=LEFT_OUT, dirs_exist_ok=True, symlinks=True)
    if request.get("seed"):
        shutil.copytree(request["seed"], request["work"], dirs_exist_ok=True)
    os.chdir(request["work"])
    os.environ.update(request.get("environment", {}))
    sys.path.insert(0, os.path.join(os.getcwd(), folder) if folder else os.getcwd())
    stop_clock(setup["now"])
    seed(0)


def stop_clock(now):
    """Holds the clock, where the library that can do so is installed."""
    try:
        import time_machine
    except ImportError:
        return
    time_machine.travel(now, tick=False).start()


def seed(number):
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number)
    for library in ("faker",):
        if library in sys.modules:
            sys.modules[library].Faker.seed(number)
    uuids = random.Random(number)
    import uuid

    uuid.uuid4 = lambda: uuid.UUID(int=uuids.getrandbits(128), version=4)


def serve(setup, request):
    """Forks a child that runs the service, and gives its process and port once it answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    child = os.fork()
    if child == 0:
        try:
            os.chdir(request["work"])
            os.environ.update(request.get("environment", {}))
            stop_clock(setup["now"])
            seed(0)
            run_service(setup["app"], listener, request["calls"])
        except BaseException:  # noqa: BLE001 the child must never return to its parent's loop
            traceback.print_exc()
        os._exit(1)
    listener.close()
    return {"pid": child, "port": port}


def run_service(name, listener, calls):
    """Runs the application that the factory makes, noting the path of every request."""
    import uvicorn

    module, _, factory = name.partition(":")
    app = getattr(importlib.import_module(module), factory)()

    async def noting(scope, receive, send):
        if scope["type"] == "http":  # before the answer: the process ends soon after it
            note(calls, scope["path"])
        await app(scope, receive, send)

    config = uvicorn.Config(noting, log_level="warning", access_log=False, lifespan="on")
    uvicorn.Server(config).run(sockets=[listener])


def note(calls, path):
    with open(calls, "a", encoding="utf-8") as log:
        log.write(path + "\n")


def stop(setup, request):
    os.kill(request["pid"], signal.SIGKILL)
    os.waitpid(request["pid"], 0)
    return {"stopped": request["pid"]}


if __name__ == "__main__":
    main()
