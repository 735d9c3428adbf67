#!/usr/bin/env python3
"""Clients that ask for nothing: idle.py PORT IDLE SLOW SECONDS.

IDLE connections, every second one after a request that was answered, and SLOW
ones that send a byte of an endless head each second. What the server cuts off
is opened again. Says "ready" when all are there, at the end how many were.
"""
import resource
import selectors
import socket
import sys
import time

port, idle, slow, seconds = (int(x) for x in sys.argv[1:5])
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
sel = selectors.DefaultSelector()
slows = set()
opened = 0


def dial(kind):
    global opened
    s = socket.socket()
    s.bind(("127.0.0.%d" % (2 + opened % 8), 0))
    s.connect(("127.0.0.1", port))
    s.setblocking(False)
    if kind == "slow":
        s.send(b"GET /en/ HTTP/1.1\r\nHost: bench.test\r\nX-Slow: ")
        slows.add(s)
    elif opened % 2:
        s.send(b"GET /log/vkey HTTP/1.1\r\nHost: bench.test\r\n\r\n")
    opened += 1
    sel.register(s, selectors.EVENT_READ, kind)


def gone(s):
    try:
        return s.recv(65536) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


for _ in range(idle):
    dial("idle")
for _ in range(slow):
    dial("slow")
print("ready", flush=True)
first = opened
end = time.monotonic() + seconds
tick = time.monotonic()
while time.monotonic() < end:
    again = []
    for key, _ in sel.select(0.05):
        if gone(key.fileobj):
            sel.unregister(key.fileobj)
            slows.discard(key.fileobj)
            key.fileobj.close()
            again.append(key.data)
    for kind in again:
        dial(kind)
    if time.monotonic() - tick >= 1:
        tick += 1
        for s in slows:
            try:
                s.send(b"x")
            except OSError:
                pass
print("held", len(sel.get_map()), "opened_again", opened - first, flush=True)
