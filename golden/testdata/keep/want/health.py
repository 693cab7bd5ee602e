"""Exit 0 while the app answers and leaves some of its memory free; the image's health check."""

import os
import sys
from http.client import HTTPConnection
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")
FULL = 0.9  # of the container's memory: above it the app will soon be killed, so restart it before


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status // 100 == 2
    except OSError:
        return False
    finally:
        connection.close()


def memory(cgroup: Path) -> float:
    """The share of the limit that is in use and not a cache of files; 0 without a limit."""
    try:
        limit = int((cgroup / "memory.max").read_text())
        used = dict(line.split() for line in (cgroup / "memory.stat").read_text().splitlines())
        return int(used["anon"]) / limit
    except (OSError, ValueError, KeyError):
        return 0.0


def main() -> int:
    if not answers(int(os.environ.get("STREAMLIT_SERVER_PORT", "8501"))):
        sys.stderr.write("the app does not answer\n")
        return 1
    if (share := memory(CGROUP)) > FULL:
        sys.stderr.write(f"memory: {share:.0%} of the limit\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
