#!/usr/bin/env bash
# Candles: lit with and without a proof, once, kept through a kill; nothing
# of who lit them anywhere.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
server=
stop() { # stop [SIGNAL]
	[ -z "$server" ] || kill "-${1:-TERM}" "$server" 2>/dev/null
	[ -z "$server" ] || wait "$server" 2>/dev/null
	server=
}
trap 'stop; chmod -R u+rwX "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
start() { # start [BITS]
	: >out
	"$bin" -C a serve --listen 127.0.0.1:0 --candle-bits "${1:-10}" \
		>out 2>err &
	server=$!
	for _ in $(seq 200); do
		url=$(cat out)
		[ -n "$url" ] && return 0
		sleep 0.05
	done
	cat err
	return 1
}
get() { # get PATH [CURL OPTIONS]: status printed, body in ./body, head in ./head
	local path=$1
	shift
	curl -sS --max-time 20 -D head -o body -w '%{http_code}' "$@" \
		"${url%/}$path"
}
status() { # status WANTED PATH [CURL OPTIONS]
	local want=$1 got
	shift
	got=$(get "$@")
	[ "$got" = "$want" ] || { echo "$got"; head -c 600 body; return 1; }
}
token() { # token WHOM: sets token and proof
	get "/en/candle.json?for=$1" >/dev/null
	token=$(jq -r .token body)
	proof=$(python3 - "$(jq -r .head body)" "$(jq -r .bits body)" <<-'PY'
		import hashlib, sys
		head, bits = sys.argv[1], int(sys.argv[2])
		for i in range(1 << 32):
		    line = "%s %08x" % (head, i)
		    h = hashlib.sha256(line.encode()).digest()
		    if int.from_bytes(h, "big") >> (256 - bits) == 0:
		        print("%08x" % i)
		        break
	PY
	)
}
spend() { # spend STATUS [PATH]
	status "$1" "${2:-/en/candle.json}" --data "token=$token&proof=$proof"
}
light() { token "$1" && spend 200; }
shows() { # shows PATH LIT BURNING
	get "$1" >/dev/null
	has body "id=\"candles-lit\" data-n=\"$2\"" "id=\"candles-burning\" data-n=\"$3\"" \
		'action="' 'Light a candle'
}
# Every line of the journal is a candle, by nothing but the text of FORMAT 1.4.
recount() { # recount PROVEN WAITED
	python3 - a/candles/????-??-?? "$@" <<-'PY'
		import hashlib, re, sys
		lines, seen, n = [], set(), [0, 0]
		for path in sys.argv[1:-2]:
		    text = open(path).read()
		    assert text.endswith("\n"), "a torn line"
		    first, *rest = text[:-1].split("\n")
		    assert first == "kulpytas/candles/v1 " + path[-10:], first
		    lines += rest
		for line in lines:
		    m = re.fullmatch(r"([pw])\.(\d{10})\.(\d\d)\.([\w-]{16})\."
		        r"([0-9A-Z]{12}|all)( [0-9a-f]{8})?", line)
		    assert m and m[4] not in seen, line
		    seen.add(m[4])
		    assert (m[1] == "p") == (m[6] is not None), line
		    h = hashlib.sha256(line.encode()).digest()
		    assert int.from_bytes(h, "big") >> (256 - int(m[3])) == 0, line
		    n[m[1] == "w"] += 1
		assert n == [int(a) for a in sys.argv[-2:]], n
	PY
}

fresh
cat >people.yaml <<'YAML'
person: doe-jane
lang: en
says:
- name: Jane Doe
- status: killed
---
person: roe-richard
lang: en
says:
- name: Richard Roe
- status: missing
YAML
k import people.yaml >/dev/null 2>&1
ok "starts" start
# Jane stands on the wall, Richard is missing.
curl -sS "${url}en/" >wall
page_of() { # page_of NAME
	grep -B2 -A2 "$1" wall | grep -o 'person/[0-9A-Z]*\.html' | head -1
}
who=$(page_of "Jane Doe")
who=${who#person/} who=${who%.html}
gone=$(page_of "Richard Roe")
ok "who is missing is not mourned" bash -c 'curl -sS "$0" >missing &&
	grep -q "Richard Roe" missing && ! grep -q "Light a candle" missing' \
	"${url}en/$gone"

living=${gone#person/}
ok "nor by one who asks for a candle by hand" status 404 \
	"/en/candle.json?for=${living%.html}"

# ---- with a proof ----
ok "a person's page has its candles" shows "/en/person/$who.html" 0 0
ok "and a script for them" has body static/candle.js candle-worker.js
ok "the wall too" shows /en/ 0 0
ok "nobody has lit one for her" not grep -q 'li class="burns"' body
ok "a token" status 200 "/en/candle.json?for=$who"
ok "that nothing keeps" grep -qi '^cache-control: no-store' head
ok "no cookie" not grep -qi '^set-cookie' head
ok "a candle" light "$who"
ok "answered with the count" test "$(cat body)" = '{"lit":1,"burning":1,"words":{"lit":"1 candle was lit in all","burning":"1 candle burns now"}}'
ok "a token is good once" spend 409
ok "a candle for all" light all
ok "answered with the sum" test "$(cat body)" = '{"lit":2,"burning":2,"words":{"lit":"2 candles were lit in all","burning":"2 candles burn now"}}'
token "$who"
proof=0000000g
ok "a wrong proof" spend 403
proof=
ok "none" spend 403
token "$who"
token=${token/$who/all}
ok "a token for another" spend 403
ok "a made up one" status 403 /en/candle.json --data "token=x&proof=00000000"
ok "nobody" status 404 "/en/candle.json?for=0123456789AB"
ok "nor a script" status 404 /en/candle --get --data-urlencode \
	"for=<script>alert(1)</script>"
ok "of which nothing comes back" not grep -q alert body
ok "her page" shows "/en/person/$who.html" 1 1
ok "the wall counts all" shows /en/ 2 2
ok "her name glows" grep -q 'li class="burns"' body
ok "as two lines" recount 2 0

# ---- the worker that browsers run finds what the server takes ----
if command -v node >/dev/null; then
	get "/en/candle.json?for=$who" >/dev/null
	token=$(jq -r .token body)
	curl -sS "${url}static/candle-worker.js" -o worker.js
	proof=$(node -e '
		global.self = { postMessage: function (d) { console.log(d); } };
		(0, eval)(require("fs").readFileSync("worker.js", "utf8"));
		const t = JSON.parse(require("fs").readFileSync("body"));
		self.onmessage({ data: t });')
	ok "the browser's own proof" spend 200
else
	token "$who" && spend 200
	skip "the browser's own proof" "no node"
fi

# ---- forms ----
ok "no other type" status 415 /en/candle.json -H 'Content-Type: text/plain' \
	--data x
ok "no long one" status 413 /en/candle --data "$(printf '%01025d' 0)"
ok "no length" status 411 /en/candle -H 'Transfer-Encoding: chunked' --data x
ok "no other site's" status 403 /en/candle -H 'Sec-Fetch-Site: cross-site' \
	--data x
ok "no other page" status 405 /en/ --data x
ok "no other language" status 405 /xx/candle --data x
ok "no other method" status 405 /en/candle -X PUT
ok "with those it has" grep -qi '^allow: GET, HEAD, POST' head

# ---- without a script: a wait, counted apart ----
ok "a form" status 200 "/ru/candle?for=$who"
ok "with her name" has body 'Jane Doe' 'method="post"'
token=$(sed -n 's/.*name="token" value="\([^"]*\)".*/\1/p' body)
ok "too early" status 429 /ru/candle --data "for=$who&token=$token"
ok "the same form again" has body "$token"
ok "in plain words" has body '<p class="notice">'
ok "none of a machine" status 403 /ru/candle --data "for=$who&token=$token&proof=00000000"
sleep 9
ok "in time" status 303 /ru/candle --data "for=$who&token=$token"
ok "back to her page" grep -qi "^location: /ru/person/$who.html#candles" head
ok "once" status 409 /ru/candle --data "for=$who&token=$token"
ok "counted apart" shows "/en/person/$who.html" 2 3
ok "and said so" has body '1 was lit without a script and is counted apart'
ok "in the journal too" recount 3 1

# ---- kept ----
token "$who"
ok "another server lights none" eval '"$bin" -C a serve --listen 127.0.0.1:0 >out2 2>err2 &
	other=$!; sleep 1; kill $other; wait $other; grep -q "no candles" err2'
before=$(cat a/candles/????-??-?? | wc -c)
stop KILL
printf 'p.1234567890.10.AAAA' >>"$(ls a/candles/????-??-?? | tail -1)"
ok "after a kill and a torn line" start
ok "as long as it was" test "$(cat a/candles/????-??-?? | wc -c)" = "$before"
ok "all are there" shows "/en/person/$who.html" 2 3
ok "and the sum" shows /en/ 3 4
ok "tokens from before are not good" spend 403

# What burned years ago burns no more, and is counted.
stop
printf 'kulpytas/candles/v1 2020-02-29\n%s.%s\n' w.1582977600.00.AAAAAAAAAAAAAAAB \
	"$who" >a/candles/2020-02-29
ok "starts with an old day" start
ok "it is counted and does not burn" shows "/en/person/$who.html" 2 3
ok "in its own place" has body '2 were lit without a script'
echo something else >a/candles/2020-03-01
stop
ok "starts with a file that is none" start
ok "says which, and lights none" eval 'has err "candles/2020-03-01" &&
	get /en/ >/dev/null && not grep -q candles-lit body'
rm a/candles/2020-03-01
stop
ok "starts once more" start

# Killed in the middle of a hundred: what was acknowledged is there.
for _ in $(seq 30); do
	(token "$who" && spend 200 && echo x >>lit) >/dev/null 2>&1
done &
crowd=$!
sleep 1.5
stop KILL
wait $crowd 2>/dev/null
acknowledged=$(wc -l <lit)
ok "killed while many were lit" test "$acknowledged" -gt 0
ok "starts again" start
get "/en/person/$who.html" >/dev/null
now=$(sed -n 's/.*candles-lit" data-n="\([0-9]*\)".*/\1/p' body)
ok "none that was acknowledged is lost" test "$now" -ge $((2 + acknowledged))
get /en/ >/dev/null
ok "all lines are candles" recount \
	"$(sed -n 's/.*candles-lit" data-n="\([0-9]*\)".*/\1/p' body)" 2

# ---- nothing of the visitor, nothing in what is copied ----
ok "no address anywhere" not grep -rqaE '127\.0\.0\.1|curl|User-Agent' \
	a/candles err
stop
k build site >/dev/null 2>&1
ok "files without a server have no form" not grep -rq --include='*.html' 'id="candle' site
ok "nor a candle" not grep -rq --include='*.html' candles site
ok "the archive stands" k verify

done_testing
