"""Programs that an app asks, as a recipe names them: started before a run of the pages, ended after it.

Each runs in a copy of the app's folder, with the seed over it. Both sides of a run find them at the same port, so one
side runs after the other.
"""

import contextlib
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PATIENCE = 30  # seconds until a program listens
WATCH = "import sys; sys.path[0] = sys.argv[1]; from streamlift_driver import beside; beside.watch(sys.argv[2:])"
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@contextlib.contextmanager
def started(named, python, lay_out, environment):
    """Runs what a recipe names: [{"run": [...], "port"}]; python is for who asks for it, lay_out fills a folder."""
    programs, folder = [], tempfile.mkdtemp(prefix="streamlift-beside-")
    try:
        if named:
            lay_out(folder)
        for one in named:
            programs.append(start(one, python, folder, environment))
        yield
    finally:
        for program, one in zip(programs, named):
            end(program)
            while listens(one["port"]):  # it dies a moment after its parent
                time.sleep(0.02)
        shutil.rmtree(folder, ignore_errors=True)


def start(one, python, folder, environment):
    command, port = one["run"], one["port"]
    if listens(port):
        raise RuntimeError(f"`beside` of the recipe: something else listens at port {port}")
    with tempfile.TemporaryFile() as said:
        called = [python if command[0] == "python" else command[0], *command[1:]]
        program = subprocess.Popen(
            [sys.executable, "-c", WATCH, HERE, *called], cwd=folder, env=environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=said, stderr=said,
        )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not listens(port):
            if program.poll() is not None or time.monotonic() > until:
                end(program)
                said.seek(0)
                last = (said.read().decode(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
                raise RuntimeError(f"`beside` of the recipe: `{shlex.join(command)}` does not listen at port {port}: {last}")
            time.sleep(0.02)
    return program


def end(program):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def listens(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def watch(command):
    """Runs a program as long as this process has its parent: nothing stays behind a comparison that was killed."""
    parent, program = os.getppid(), subprocess.Popen(command)
    while program.poll() is None and os.getppid() == parent:
        time.sleep(0.2)
    program.kill()
    sys.exit(program.wait())
