"""Keeps a comparison off the network: only this machine's own addresses answer."""

import ipaddress
import os
import socket
import struct


def raise_loopback():
    """In a network namespace of its own a process must switch the loopback device on itself."""
    if os.environ.get("STREAMLIFT_NAMESPACE") != "1":
        return
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
        fcntl.ioctl(control, 0x8914, request)  # SIOCSIFFLAGS


refused = set()  # hosts that something in this process wanted


def refuse_others():
    """Refuses connections to other machines, here and in every Python that is started from here.

    For systems without namespaces, and to know what was wanted.
    """
    os.environ["PYTHONPATH"] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "guard")
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and not is_own(address[0]):
            refused.add(str(address[0]))
            raise ConnectionRefusedError(f"no network while an app is compared: {address[0]}")
        return connect(self, address)

    socket.socket.connect = guarded
    look_up = socket.getaddrinfo

    def own(host, *args, **kwargs):
        if host is not None and not is_own(host):
            refused.add(host.decode() if isinstance(host, bytes) else str(host))
            raise socket.gaierror(f"no network while an app is compared: {host}")
        return look_up(host, *args, **kwargs)

    socket.getaddrinfo = own


def is_own(host):
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False
