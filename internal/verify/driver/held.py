"""What of the machine is held, so that two runs of an app see the same: its clock, its chance, and how busy it is."""

import contextlib
import random
import sys
import uuid

SEEDED = ("numpy", "faker")  # libraries with randomness of their own
GIB = 1 << 30
HELD = {"total": 16 * GIB, "available": 8 * GIB, "used": 8 * GIB, "free": 8 * GIB, "percent": 50.0, "rss": GIB // 4, "vms": GIB}


def stop_clock(now):
    """Holds the clock, and says whether it could: the library for it may be made for another Python."""
    try:
        import time_machine
    except ImportError:
        return False
    time_machine.travel(now, tick=False).start()
    return True


def seed(number):
    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number)
    if "faker" in sys.modules:
        sys.modules["faker"].Faker.seed(number)
    uuids = random.Random(number)
    uuid.uuid4 = lambda: uuid.UUID(int=uuids.getrandbits(128), version=4)


def calm():
    """The figures by which apps show how busy a machine is, where the library that tells them is installed."""
    try:
        import psutil
    except ImportError:
        return
    for owner, name in ((psutil, "virtual_memory"), (psutil, "swap_memory"), (psutil.Process, "memory_info")):
        with contextlib.suppress(Exception):
            like = type(getattr(owner if owner is psutil else owner(), name)())
            setattr(owner, name, lambda *_, like=like: like(*(HELD.get(field, 0) for field in like._fields)))
    psutil.cpu_percent = lambda interval=None, percpu=False: [10.0] * (psutil.cpu_count() or 1) if percpu else 10.0
    psutil.Process.cpu_percent = lambda self, interval=None: 10.0
    psutil.Process.memory_percent = lambda self, memtype="rss": 1.5
