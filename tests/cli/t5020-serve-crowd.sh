#!/usr/bin/env bash
# serve with all its places taken: who comes is answered all the same.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$tmp"' EXIT

new_archive a
: >said
(
	ulimit -n 600 # of which 256 are no connection's
	exec "$bin" -C a serve --listen 127.0.0.1:0 >said 2>err
) &
server=$!
for _ in $(seq 200); do
	port=$(sed -n 's/.*:\([0-9]*\)\/$/\1/p' said)
	[ -n "$port" ] && break
	sleep 0.05
done

cat >crowd.py <<'PY'
import socket, sys
HOST = b" HTTP/1.1\r\nHost: x\r\n"
FORM = (b"POST /en/candle" + HOST +
        b"Content-Type: application/x-www-form-urlencoded\r\n")
crowds = {
    "silent": b"",
    "heads": b"GET /en/" + HOST + b"X-Slow: ",
    "forms": FORM + b"Content-Length: 99\r\n\r\ntoken=",
    "takers": (b"GET /static/style.css" + HOST + b"\r\n") * 200,
}
port, text = int(sys.argv[1]), crowds[sys.argv[2]]


def dial(timeout):
    s = socket.socket()
    s.settimeout(timeout)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1400)
    s.connect(("127.0.0.1", port))
    return s


crowd = []
for _ in range(500):  # where there are 344 places
    s = dial(10)
    s.sendall(text)
    if sys.argv[2] == "takers":
        s.recv(1)  # the rest is left there
    crowd.append(s)
for _ in range(20):
    s = dial(15)  # seconds; who is cut by its time alone has 20 and more
    s.sendall(b"GET /en/" + HOST + b"Connection: close\r\n\r\n")
    said = s.recv(12)
    assert said == b"HTTP/1.1 200", said
    s.close()
PY
for crowd in silent heads forms takers; do
	ok "beside 500 $crowd" python3 crowd.py "$port" $crowd
done
ok "nothing is wrong" not test -s err
done_testing
