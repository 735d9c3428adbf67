#!/usr/bin/env bash
# serve: pages and the log over HTTP, to polite and other clients.  TAP.
set -uo pipefail
bin=$KULPYTAS_BIN
tmp=$(mktemp -d)
server=
stop() {
	[ -z "$server" ] || kill -TERM "$server" 2>/dev/null
	[ -z "$server" ] || wait "$server"
	server=
}
trap 'stop; rm -rf "$tmp"' EXIT
export XDG_STATE_HOME="$tmp/state" XDG_CACHE_HOME="$tmp/cache"
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
cd "$tmp" || exit 1

count=0 failed=0
ok() { # ok TEXT COMMAND...
	local text=$1
	shift
	count=$((count + 1))
	if "$@" >"$tmp/why" 2>&1; then
		echo "ok $count - $text"
	else
		echo "not ok $count - $text"
		failed=$((failed + 1))
		head -20 "$tmp/why" | sed 's/^/# /'
	fi
}
not() { ! "$@"; }
has() { grep -qF -- "$2" "$1"; }
k() { "$bin" -C a "$@"; }
start() { # start DIR: sets server and url
	: >out # or the address of the one before is read
	"$bin" -C "$1" serve --listen 127.0.0.1:0 >out 2>err &
	server=$!
	for _ in $(seq 200); do
		url=$(cat out)
		[ -n "$url" ] && return 0
		sleep 0.05
	done
	cat err
	return 1
}
get() { # get PATH [CURL OPTIONS]: head in ./head, body in ./body
	local path=$1
	shift
	curl -sS --max-time 20 --path-as-is -D head.raw -o body "$@" \
		"${url%/}$path"
	local rc=$?
	tr -d '\r' <head.raw >head
	return $rc
}
status() { # status WANTED PATH [CURL OPTIONS]
	local want=$1
	shift
	get "$@" && cat head && head -1 head | grep -q "^HTTP/1.1 $want "
}
field() { grep -qix -- "$1: $2" head; }

cat >people.yaml <<'YAML'
person: doe-jane
lang: en
says:
- name: Jane Doe
- status: killed
- note: CANARYNOTE never to be seen
YAML
cat >more.yaml <<'YAML'
person: doe-john
lang: en
says:
- name: John Doe
- status: killed
- life: CANARYLIFE to be withheld
YAML
"$bin" init a --title "Memorial of Exampletown" \
	--origin memorial.example/test >/dev/null 2>&1
k import people.yaml >/dev/null 2>&1

ok "starts and says where" start a
ok "on its own machine alone" grep -qx 'http://127\.0\.0\.1:[0-9]*/' out

# ---- pages ----
ok "a page" status 200 /en/
ok "as HTML" field Content-Type "text/html; charset=utf-8"
ok "asked about each time" field Cache-Control no-cache
etag=$(sed -n 's/^ETag: //ip' head)
ok "nothing from elsewhere" grep -qi \
	"^Content-Security-Policy: default-src 'none'" head
ok "nothing inline" not grep -qi 'unsafe' head
ok "no sniffing" field X-Content-Type-Options nosniff
ok "no referrer" field Referrer-Policy no-referrer
ok "not in a frame" grep -qi "frame-ancestors 'none'" head
ok "no cookies" not grep -qi '^Set-Cookie' head
ok "304 where nothing changed" status 304 /en/ -H "If-None-Match: $etag"
ok "HEAD gives the same head" status 200 /en/ -I
ok "with the tag" field ETag "$etag"
ok "no such page" status 404 /en/nothing
ok "no such language" status 404 /xx/
get /
ok "the top page" grep -qE '^HTTP/1.1 (200|302) ' head

# ---- the log ----
ok "the checkpoint" status 200 /log/checkpoint
ok "as it lies there" cmp body a/public/log/checkpoint
ok "as text" field Content-Type "text/plain; charset=utf-8"
ok "for seconds" grep -qiE '^Cache-Control: .*max-age=[0-9]$' head
size=$(sed -n 2p body)
ok "a tile" status 200 "/log/tile/0/000.p/$size"
ok "as it lies there" cmp body "a/public/log/tile/0/000.p/$size"
ok "as bytes" field Content-Type application/octet-stream
ok "for ever" grep -qi '^Cache-Control: .*immutable' head
ok "entries" status 200 "/log/tile/entries/000.p/$size"
ok "no tile yet" status 404 /log/tile/0/000
ok "in one spelling" status 404 "/log/tile/00/000.p/$size"
cp "a/public/log/tile/0/000.p/$size" "a/public/log/tile/0/000.p/200"
ok "nothing beyond the checkpoint" status 404 /log/tile/0/000.p/200
rm a/public/log/tile/0/000.p/200
ok "the key" status 200 /log/vkey
ok "a payload" status 200 /payload/001
ok "as it lies there" cmp body a/public/payload/001
ok "asked about each time" field Cache-Control no-cache
etag=$(sed -n 's/^ETag: //ip' head)
ok "304 where nothing changed" status 304 /payload/001 \
	-H "If-None-Match: $etag"
ok "no payload of that act" status 404 /payload/999
ok "in one spelling" status 404 /payload/1
ok "the properties" status 200 /properties
ok "nothing private in a payload" sh -c \
	"curl -sS ${url}payload/001 | grep -c CANARY | grep -qx 0"

hash=$(printf 'foreign bytes' | sha256sum | cut -d' ' -f1)
dir=a/public/evidence/sha256/$(echo "$hash" | cut -c1-2)
mkdir -p "$dir"
printf 'foreign bytes' >"$dir/$hash"
path=/evidence/sha256/$(echo "$hash" | cut -c1-2)/$hash
ok "evidence" status 200 "$path"
ok "as a download" field Content-Disposition attachment
ok "that can do nothing" grep -qi '^Content-Security-Policy: sandbox' head
ok "asked about each time" field Cache-Control no-cache
rm "$dir/$hash"
ln -s "$tmp/a/archive.conf" "$dir/$hash"
ok "links are not followed" not status 200 "$path"
rm -r a/public/evidence

# ---- what nobody may have ----
for path in /archive.conf /private/ /private/keys/log /cache/index.db \
	/log/../archive.conf /log/../../archive.conf /log/%2e%2e/archive.conf \
	/log/..%2farchive.conf /payload/..%2f..%2farchive.conf /log/ /log \
	/payload/ //log/checkpoint /log//checkpoint /log/checkpoint/ \
	/log/.checkpoint.new '/log/checkpoint%00' /log/%ff \
	/../../../../etc/passwd /evidence/sha256/../../archive.conf; do
	ok "nothing at $path" not status 200 "$path"
	ok "and no more said" not grep -qF 'vkey =' body
done
for method in POST PUT DELETE OPTIONS TRACE; do
	ok "no $method" status 405 /en/ -X "$method"
done
ok "no body" not status 200 /en/ -X GET --data-binary 'x'
ok "no address of any length" status 414 \
	"/$(head -c 3000 /dev/zero | tr '\0' a)"
ok "no head of any length" not status 200 /en/ \
	-H "X-Long: $(head -c 90000 /dev/zero | tr '\0' a)"
ok "still there" status 200 /en/

# ---- slow and many clients ----
cat >slow.py <<'PY'
import http.client, resource, socket, sys, time
port = int(sys.argv[1])
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
slow = []
def dial(text):
    s = socket.create_connection(("127.0.0.1", port), timeout=10)
    s.sendall(text)
    slow.append(s)
    return s
for i in range(min(2000, hard - 600)):
    dial(b"GET /en/ HTTP/1.1\r\nHost: x\r\nX-Slow: ")
for i in range(50):  # ask much, take nothing
    dial(b"GET /payload/001 HTTP/1.1\r\nHost: x\r\n\r\n" * 50)
for i in range(50):  # half a form
    dial(b"POST /en/candle HTTP/1.1\r\nHost: x\r\nContent-Type: "
         b"application/x-www-form-urlencoded\r\n"
         b"Content-Length: 99\r\n\r\ntoken=")
for i in range(50):  # 100 KB of head are told to be too much
    s = dial(b"GET /en/ HTTP/1.1\r\nHost: x\r\n")
    try:
        s.sendall(b"X-Long: " + b"a" * 1000 + b"\r\n")
        s.sendall((b"X-Long: " + b"a" * 1000 + b"\r\n") * 100)
        said = s.recv(12)
        assert said == b"HTTP/1.1 431", said
    except (BrokenPipeError, ConnectionResetError):
        pass  # hung up while we were telling
begun = time.monotonic()
for i in range(50):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    c.request("GET", "/en/")
    assert c.getresponse().status == 200
    c.close()
print("50 answers in", time.monotonic() - begun)
PY
port=${url##*:}
ok "others are served meanwhile" python3 slow.py "${port%/}"
ok "still there" status 200 /en/
rss=$(awk '/^VmRSS/ { print $2 }' "/proc/$server/status")
ok "within bounds ($rss kB)" test "$rss" -lt 600000

# ---- it follows the archive ----
seen() { # seen TEXT PATH: within some seconds
	for _ in $(seq 80); do
		get "$2" && grep -qF -- "$1" body && return 0
		sleep 0.1
	done
	return 1
}
k import more.yaml >/dev/null 2>&1
ok "a new act is seen" seen "$(sed -n 3p a/public/log/checkpoint)" \
	/log/checkpoint
who=$(k show doe-john --json 2>/dev/null | cut -d'"' -f4)
ok "and a new person" seen "John Doe" "/en/person/$who.html"
ok "the earlier tile stays" status 200 "/log/tile/0/000.p/$size"
get "/en/person/$who.html"
ok "before it is withheld" has body CANARYLIFE
id=$(k show doe-john --json 2>/dev/null | python3 -c \
	'import json,sys; print(json.load(sys.stdin)["said"]["life"][0]["id"])')
ok "withhold" k withhold "$id" --reason protection
gone() {
	for _ in $(seq 80); do
		get "$1" && ! grep -q CANARYLIFE body &&
			head -1 head | grep -q 200 && return 0
		sleep 0.1
	done
	return 1
}
ok "gone from the page" gone "/en/person/$who.html"
ok "gone from the payload" gone /payload/002
ok "still there" status 200 /en/

# ---- nothing kept ----
ok "no client in the log" not grep -qE '127\.0\.0\.1|curl|GET|X-Slow' err
ok "nothing was written" not grep -rqlE 'X-Slow|curl/' a
pid=$server
kill -INT "$server"
wait "$server"
ok "stops when asked" test $? -eq 0
server=
ok "with its child" not pgrep -P "$pid"

# ---- a copy of the public folder is enough ----
cp -r a/public copy
chmod -R a-w copy
ok "serves a copy" start copy
ok "its pages" status 200 /en/
ok "its log" status 200 /log/checkpoint
ok "no note in it" not sh -c "curl -sS $url/payload/001 | grep CANARY"
chmod -R u+w copy
cat >>more.yaml <<'YAML'
- memory: added later
YAML
k import more.yaml >/dev/null 2>&1
cp -r a/public/payload a/public/log copy/
ok "follows a copy that is brought up to date" \
	seen "$(sed -n 3p a/public/log/checkpoint)" /log/checkpoint
ok "and its pages" seen "added later" "/en/person/$who.html"
stop
ok "a taken port is told" sh -c "
	python3 -c 'import socket,subprocess,sys
s = socket.create_server((\"127.0.0.1\", 0))
r = subprocess.run([sys.argv[1], \"-C\", \"copy\", \"serve\", \"--listen\",
    \"127.0.0.1:%d\" % s.getsockname()[1]], capture_output=True, timeout=60)
sys.exit(r.returncode != 1 or b\"in use\" not in r.stderr.lower())' '$bin'"
ok "no such address" not "$bin" -C copy serve --listen nowhere

echo "1..$count"
[ "$failed" = 0 ]
