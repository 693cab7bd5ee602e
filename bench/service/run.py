"""Compares the generated service with one written by hand: python bench/service/run.py PROJECT

Both run under uvicorn on this machine, one after the other in alternating pairs, and answer the same requests over a
few connections. What counts are the ratios: the time and the processor time of the one by hand, divided by those of
the generated one, each the median over the pairs.
"""

import asyncio
import os
import secrets
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

HERE = Path(__file__).parent
KEY = secrets.token_hex(32)
CONNECTIONS = 4
PAIRS = 7
ENTRIES = 400_000
PLENTY = 30  # seconds in which a process must answer

CASES = {  # path and requests a run
    "echo": ("/v1/echo?number=7", 600),
    "total, short": ("/v1/total?most=25000", 300),
    "total, long": (f"/v1/total?most={ENTRIES}", 60),
    "newest, 100 rows": ("/v1/newest?limit=100", 300),
}
LAYERS = ["", "log", "log context", "log context key", "log context key middleware"]


def make_data(folder: Path) -> None:
    with sqlite3.connect(folder / "ledger.db") as database:
        database.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, account TEXT, cents INT)")
        rows = ((f"account {n % 97}", n % 1009) for n in range(ENTRIES))
        database.executemany("INSERT INTO entries (account, cents) VALUES (?, ?)", rows)


def milliseconds_of_sql(folder: Path, most: int) -> float:
    with sqlite3.connect(folder / "ledger.db") as database:
        times = []
        for _ in range(9):
            began = time.perf_counter()
            database.execute(
                "SELECT COUNT(*), SUM(cents) FROM entries WHERE id <= ?", [most]
            ).fetchone()
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


class Service:
    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serve(application: list[str], folder: Path, paths: list[Path], without: str = ""):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "API_KEY": KEY,
        "DATA_ROOT": str(folder),
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "WITHOUT": without,
    }
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        *application,
        "--port",
        str(port),
        "--no-access-log",
    ]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield Service(process, port)
    finally:
        process.terminate()
        process.wait(PLENTY)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PLENTY
    request = Request(
        f"http://127.0.0.1:{port}/v1/echo", headers={"Authorization": f"Bearer {KEY}"}
    )
    while True:
        try:
            urlopen(request, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


async def load(port: int, path: str, requests: int) -> None:
    """Asks over some connections that stay open, each for the next as soon as it has an answer."""
    question = f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {KEY}\r\n\r\n".encode()

    async def ask(times: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(times):
            writer.write(question)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            if not head.startswith(b"http/1.1 200"):
                raise RuntimeError(head.decode())
            length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            await reader.readexactly(length)
        writer.close()

    await asyncio.gather(*(ask(requests // CONNECTIONS) for _ in range(CONNECTIONS)))


def measure(service: Service, path: str, requests: int) -> tuple[float, float]:
    """Milliseconds and milliseconds of processor time a request."""
    processor, began = service.processor_seconds(), time.perf_counter()
    asyncio.run(load(service.port, path, requests))
    wall = time.perf_counter() - began
    return wall / requests * 1000, (service.processor_seconds() - processor) / requests * 1000


def compare(hand: Service, generated: Service) -> None:
    print(f"{'':18}  by hand ms  generated ms  throughput  processor time")
    for name, (path, requests) in CASES.items():
        for service in (hand, generated):
            measure(service, path, requests // 4)  # what is slow once is no part of it
        pairs = []
        for turn in range(PAIRS):
            order = [hand, generated] if turn % 2 == 0 else [generated, hand]
            measured = {id(s): measure(s, path, requests) for s in order}
            pairs.append((measured[id(hand)], measured[id(generated)]))
        wall = statistics.median(h[0] / g[0] for h, g in pairs)
        processor = statistics.median(h[1] / g[1] for h, g in pairs)
        before, after = (statistics.median(p[i][0] for p in pairs) for i in (0, 1))
        print(f"{name:18}  {before:10.2f}  {after:12.2f}  {wall:9.0%}  {processor:13.0%}")


def peel(folder: Path, paths: list[Path]) -> None:
    """The route that does nothing, with ever fewer layers, in alternating rounds."""
    path, requests = CASES["echo"]
    with ExitStack() as stack:
        services = {
            without: stack.enter_context(
                serve(["--factory", "layers:create_app"], folder, paths, without)
            )
            for without in LAYERS
        }
        times: dict[str, list[float]] = {without: [] for without in LAYERS}
        for _ in range(PAIRS + 1):
            for without, service in services.items():
                times[without].append(measure(service, path, requests)[1])
    print("\necho, generated    processor ms a request")
    for without in LAYERS:
        label = f"without {', '.join(without.split())}" if without else "whole"
        print(f"{label:38}  {statistics.median(times[without][1:]):.3f}")


def main() -> None:
    project = Path(sys.argv[1]).resolve()
    source = project / "service" / "src"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_data(folder)
        for most in (25_000, ENTRIES):
            print(
                f"the SQL of total over {most} entries: {milliseconds_of_sql(folder, most):.1f} ms"
            )
        with (
            serve(["by_hand:app"], folder, [HERE]) as hand,
            serve(["--factory", "ledger.main:create_app"], folder, [source]) as generated,
        ):
            compare(hand, generated)
        peel(folder, [HERE, source])


if __name__ == "__main__":
    main()
