"""One side of a comparison: a process that has a child of its own for every sequence.

It reads JSON lines, first the setup, then one request a line, and answers one JSON line each.

setup:   {"role": "pages" | "service", "root", "entry", "app", "path": [...], "preload": [...], "now", "spawn"}
         A service starts in its data root, as all its children find it.
request: {"do": "run", "work", "environment", "sequence", "calls", "watch"}  pages: performs it on a fresh copy of the
                                                    root; with watch, says whether the last step wrote a file
         {"do": "serve", "calls"}                           service: starts it on a free port
         {"do": "stop", "pid"}

A child never outlives its request, so nothing that one sequence caches, imports or changes reaches the next. It is a
copy of a process that imported once; where frameworks do not survive that (macOS), a new process, started ahead.
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
import subprocess
import sys
import threading
import time
import traceback

from streamlift_driver import held, network, stores

# What no run needs, and what holds real secrets: only what the recipe names is given.
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "venv", "__pycache__", "*.pyc", ".streamlift", "node_modules", ".env", "secrets.toml"
)  # fmt: skip
RUN_TIMEOUT = 60
RERUN = ""  # among the paths of requests: a run of the page begins
SERVING = ("uvicorn.lifespan.on", "uvicorn.protocols.http.auto", "uvloop")  # what uvicorn imports when it starts
sleep = time.sleep  # apps may replace it


def main():
    setup = json.loads(sys.stdin.readline())
    answers = own_output()
    children = Spawned(setup) if setup.get("spawn") else Forked(setup)
    print(json.dumps({"ready": True}), file=answers, flush=True)
    serving = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "stop":
            pid, answer = request["pid"], {}
            os.kill(pid, signal.SIGKILL)
            serving.pop(pid).close()
            children.wait(pid)
        else:
            pid, output = children.start(request)
            text = output.readline()
            answer = json.loads(text) if text else {"failed": "the process ended"}
            if request["do"] == "serve" and text:
                serving[pid] = output
                answer["pid"] = pid
            else:
                output.close()
                children.wait(pid)
        print(json.dumps(answer), file=answers, flush=True)


def own_output():
    """Standard output for answers alone: what apps print goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


class Forked:
    """Children are copies of this process: what it imported is theirs."""

    def __init__(self, setup):
        self.setup = setup
        prepare(setup)
        gc.collect()
        gc.freeze()  # children share what is here until they change it

    def start(self, request):
        reader, writer = os.pipe()
        chance, parent, pid = random.getstate(), os.getpid(), os.fork()
        if pid == 0:
            os.close(reader)
            random.setstate(chance)  # Python takes another one for every fork; modules that were imported chose this
            with os.fdopen(writer, "w", encoding="utf-8") as out:
                work(self.setup, request, out, parent)
            os._exit(0)
        os.close(writer)
        return pid, os.fdopen(reader, encoding="utf-8")

    def wait(self, pid):
        os.waitpid(pid, 0)


class Spawned:
    """Children are processes of their own; the next one imports while the one before it is at work."""

    def __init__(self, setup):
        self.setup = {**setup, "alone": True}
        self.processes = {}
        self.ahead = self.spawn()

    def spawn(self):
        here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        start = "import sys; sys.path[0] = sys.argv[1]; from streamlift_driver import side; side.one()"
        child = subprocess.Popen(
            [sys.executable, "-c", start, here], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )  # fmt: skip
        child.stdin.write(json.dumps(self.setup) + "\n")
        child.stdin.flush()
        return child

    def start(self, request):
        child, self.ahead = self.ahead, self.spawn()
        with contextlib.suppress(BrokenPipeError):  # it ended: its output says so
            child.stdin.write(json.dumps(request) + "\n")
            child.stdin.flush()
        self.processes[child.pid] = child
        return child.pid, child.stdout

    def wait(self, pid):
        self.processes.pop(pid).wait()


def one():
    """A spawned child: imports, waits for its request, and works."""
    setup, answers, parent = json.loads(sys.stdin.readline()), own_output(), os.getppid()
    prepare(setup)
    line = sys.stdin.readline()
    if line:
        with answers:
            work(setup, json.loads(line), answers, parent)


def prepare(setup):
    """Imports what all children need."""
    network.refuse_others()
    sys.path[:0] = setup.get("path") or []
    for library in (*held.SEEDED, "psutil", "time_machine", *(SERVING if setup["role"] == "service" else ())):
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    held.seed(0)  # before modules of the app are imported, which may choose another
    for module in setup.get("preload") or []:
        if module == (setup.get("app") or "").partition(":")[0] and (setup.get("alone") or leaves_traces(module)):
            continue
        with contextlib.suppress(BaseException):  # what cannot be imported fails where the app imports it
            importlib.import_module(module)
    if setup["role"] == "pages":
        warm_up(setup.get("alone"))


def leaves_traces(module):
    """Whether importing a module changes the data that lies where it runs: then every child does that for its own."""
    before, pid = stores.stores(os.getcwd()), os.fork()
    if pid == 0:
        traces = True
        with contextlib.suppress(BaseException):
            importlib.import_module(module)
            traces = stores.stores(os.getcwd()) != before
        os._exit(traces)
    return os.waitpid(pid, 0)[1] != 0


def warm_up(alone):
    """Does once what every run needs: more of it where processes are copies of this one."""
    from streamlift_driver import tree, widgets
    from streamlit.testing.v1 import AppTest

    with contextlib.suppress(ImportError, AttributeError):  # looks through all packages that are installed, on every run
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)
    with contextlib.suppress(ImportError, AttributeError):  # downloads are told apart by a digest in their address
        from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

        keep = MemoryMediaFileStorage.load_and_get_id
        MemoryMediaFileStorage.load_and_get_id = lambda self, data, *rest, **named: keep(
            self, stores.steady(data) if isinstance(data, bytes) else data, *rest, **named
        )  # fmt: skip
    with contextlib.suppress(ImportError, AttributeError):  # a field stays in the tree whose state a rerun, or the app, took away
        from streamlit.testing.v1 import element_tree

        element_tree.get_widget_state = or_none(element_tree.get_widget_state)
    if alone:
        return
    with contextlib.suppress(Exception):
        page = "import streamlit as st\nst.write('warm')\nst.text_input('a')\nst.dataframe({'a': [1]})\n"
        app_test = AppTest.from_string(page).run()
        tree.snapshot(app_test)
        widgets.widgets(app_test)


def or_none(ask):
    """A function that gives None where there is no such key."""

    def asked(node):
        with contextlib.suppress(KeyError):
            return ask(node)

    return asked


def work(setup, request, out, parent):
    """Does what a child is for, and ends with its parent."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # an app that reads would take what is meant for this process's parent
    threading.Thread(target=end_with, args=(parent,), daemon=True).start()
    try:
        if request["do"] == "serve":
            serve(setup, request, out)
        else:
            result = perform(setup, request)
    except BaseException:  # noqa: BLE001 whatever an app raises, the parent goes on
        result = {"failed": traceback.format_exc(limit=8)}
    print(json.dumps(result, default=str), file=out, flush=True)


def end_with(parent):
    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


def perform(setup, request):
    from streamlift_driver import tree, widgets

    signal.alarm(RUN_TIMEOUT * 4)
    still = enter(setup, request, os.path.dirname(setup["entry"]))
    from streamlit.testing.v1 import AppTest

    sequence = request["sequence"]
    write_secrets(sequence.get("secrets", {}))
    app_test = AppTest.from_file(os.path.join(os.getcwd(), setup["entry"]), default_timeout=RUN_TIMEOUT)
    for key, v in sequence.get("secrets", {}).items():
        app_test.secrets[key] = v
    shown, asked, took = [], [], []

    def again():
        if request.get("calls"):
            note(request["calls"], RERUN)
        asked.append(len(calls_until_now(request.get("calls"))))
        held.seed(0)
        began = time.perf_counter()
        app_test.run()
        took.append(time.perf_counter() - began)

    def show(done):
        nodes = tree.snapshot(app_test)
        calls = calls_until_now(request.get("calls"))
        state, failures = tree.state_keys(app_test), tree.exceptions(nodes)
        before, here = calls[: asked[-1]], calls[asked[-1] :]
        known = {"tree": nodes, "state": state, "exceptions": failures, "calls": here, "before": before}
        shown.append({"done": done, "seconds": took[-1], **known})

    def act(groups):
        """Does groups of steps, each before one run, and gives those from the first one that is not possible."""
        for i, group in enumerate(groups):
            if not all([widgets.perform(app_test, step) for step in group]):
                return groups[i:]
            again()
        return []

    again()
    left = act(sequence.get("enter", []))
    if sequence.get("page"):
        turn(app_test, sequence["page"], os.path.dirname(setup["entry"]))
        again()
        left = act(left)
    show(not left)
    files = None
    for i, group in enumerate(sequence["steps"], 1):
        if request.get("watch") and i == len(sequence["steps"]):
            files = stores.digests(os.getcwd())
        show(not act([group]))
    result = {"shown": shown, "refused": sorted(network.refused), "held": still}
    result["wrote"] = files is not None and stores.digests(os.getcwd()) != files
    result["functions"] = sorted(functions(app_test).values())
    if sequence.get("explore"):
        result["widgets"] = explore(app_test, sequence.get("values", {}))
    return result


def functions(app_test):
    """Pages of st.navigation that are functions and not files, besides the one that opens first: addresses by hash."""
    pages = getattr(app_test, "_registered_pages", {})
    return {page: info["url_pathname"] for page, info in pages.items() if not info.get("script_path") and info.get("url_pathname")}


def turn(app_test, page, folder):
    """Goes to a page: a file, which AppTest knows from the folder of the entry, or the address of a function behind a #."""
    if not page.startswith("#"):
        app_test.switch_page(os.path.relpath(page, folder or "."))
        return
    app_test._page_hash = next(known for known, address in functions(app_test).items() if address == page[1:])


def write_secrets(secrets):
    """Where code looks that AppTest does not tell: st.connection, and whoever reads the file."""
    from streamlit import config

    file = os.path.join(os.getcwd(), ".streamlit", "secrets.toml")
    with contextlib.suppress(RuntimeError, KeyError):  # older ones have no such option
        config.set_option("secrets.files", [file])
    if secrets:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf-8") as out:
            out.writelines(f"{json.dumps(key)} = {toml(v)}\n" for key, v in secrets.items())


def toml(v):
    if isinstance(v, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in v.items()) + "}"
    return "[" + ", ".join(map(toml, v)) + "]" if isinstance(v, list) else json.dumps(v)


def calls_until_now(log):
    """Paths of the requests that the service noted."""
    if not log or not os.path.exists(log):
        return []
    with open(log, encoding="utf-8") as lines:
        return lines.read().split("\n")[:-1]


def explore(app_test, given):
    """The widgets of the page as it stands, each with values to try and the form it is in."""
    from streamlift_driver import widgets

    found = []
    for step, widget in widgets.widgets(app_test):
        named = given.get(step["key"] or "") or given.get(step["label"])
        found.append({"step": step, "values": widgets.values(step, widget, named), "form": widgets.form_of(widget)})
    return found


def enter(setup, request, folder):
    """Puts the child into its own copy of the root, with its own environment, time and randomness; whether time is held."""
    shutil.copytree(setup["root"], request["work"], ignore=LEFT_OUT, dirs_exist_ok=True, ignore_dangling_symlinks=True)
    if request.get("seed"):
        shutil.copytree(request["seed"], request["work"], dirs_exist_ok=True)
    os.chdir(request["work"])
    os.environ.update(request.get("environment", {}))
    sys.path.insert(0, os.path.join(os.getcwd(), folder) if folder else os.getcwd())
    still = held.stop_clock(setup["now"])
    held.calm()
    held.seed(0)
    return still


def serve(setup, request, out):
    """Runs the service, after saying at which port: once it is made, for pages wait for an answer only so long."""
    listener = socket.create_server(("127.0.0.1", 0))
    os.chdir(os.environ["DATA_ROOT"])  # the folder of that name was made anew
    still = held.stop_clock(setup["now"])
    held.calm()
    module, _, factory = setup["app"].partition(":")
    try:
        app = getattr(importlib.import_module(module), factory)()
    finally:  # pages that ask one which could not be made are refused, and show it
        print(json.dumps({"port": listener.getsockname()[1], "held": still}), file=out, flush=True)
    run_service(app, listener, request["calls"])
    raise RuntimeError("the service ended")


def run_service(app, listener, calls):
    """Runs an application, noting the path of every request."""
    import uvicorn

    reruns = 1  # before the first one, modules that were imported may have chosen their randomness

    async def noting(scope, receive, send):
        nonlocal reruns
        if scope["type"] == "http":
            begun = calls_until_now(calls).count(RERUN)
            if begun != reruns:  # as the pages do it at the beginning of each
                reruns = begun
                held.seed(0)
            note(calls, scope["path"])  # before the answer: the process ends soon after it
        await app(scope, receive, send)

    config = uvicorn.Config(noting, log_level="warning", access_log=False, lifespan="on", ws="none")
    uvicorn.Server(config).run(sockets=[listener])


def note(calls, path):
    with open(calls, "a", encoding="utf-8") as log:
        log.write(path + "\n")
