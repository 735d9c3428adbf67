#!/usr/bin/env bash
# serve keeps pages that were made, and never shows an old one.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$tmp"' EXIT

cat >people.yaml <<'YAML'
person: doe-jane
lang: en
says:
- name: Jane Doe
- status: killed
- life: CANARYLIFE to be withheld
YAML
new_archive a
k import people.yaml >/dev/null 2>&1
who=$(code_of doe-jane)
id=$(k show doe-jane --json 2>/dev/null | python3 -c \
	'import json,sys; print(json.load(sys.stdin)["said"]["life"][0]["id"])')
"$bin" -C a serve --listen 127.0.0.1:0 >said 2>err &
server=$!
for _ in $(seq 200); do
	url=$(sed -n 's/\/$//p' said)
	[ -n "$url" ] && break
	sleep 0.05
done
sleep 1.5 # just after a change nothing is kept

# ---- plain and packed ----
equal() { # equal PATH: the same text either way
	curl -sS -D plain.h -o plain "$url$1" &&
		curl -sS -D packed.h -H 'Accept-Encoding: gzip' -o packed.gz \
			"$url$1" && gzip -dc packed.gz >packed &&
		cmp plain packed && grep -qi '^Content-Encoding: gzip' \
		packed.h && not grep -qi '^Content-Encoding' plain.h &&
		[ "$(stat -c %s packed.gz)" -lt "$(stat -c %s plain)" ]
}
for path in "/en/person/$who.html" /kk/ /ru/sources.html /static/style.css \
	/en/act/1.html; do
	ok "$path is the same packed" equal "$path"
	ok "and packed again" equal "$path"
	ok "it says so" grep -qi '^Vary: Accept-Encoding' plain.h
done
tag() { sed -n 's/^ETag: //ip' "$1" | tr -d '\r'; }
ok "each has its tag" not test "$(tag plain.h)" = "$(tag packed.h)"
same() { [ "$(curl -s -o /dev/null -w '%{http_code}' "$@")" = 304 ]; }
ok "by which it is known" same -H "If-None-Match: $(tag plain.h)" \
	"$url/en/act/1.html"
ok "packed too" same -H "If-None-Match: $(tag packed.h)" \
	-H 'Accept-Encoding: gzip' "$url/en/act/1.html"

# ---- never an old one ----
page=$url/en/person/$who.html
ask() { curl -sS --max-time 20 --compressed "$page"; }
warm() { # asked often enough to be kept, by each thread
	sleep 1.2
	for _ in 1 2 3 4 5 6 7 8; do ask; done >warm
}
said_now() { # said_now N: an act, and all who ask see it at once
	printf 'person: doe-jane\nlang: en\nsays:\n- memory: "said %d"\n' \
		"$1" >one.yaml
	k import one.yaml >/dev/null 2>&1 || return 1
	for _ in 1 2 3 4 5 6; do
		ask >body || return 1
		grep -q "said $1\b" body || return 1
	done
}
for i in 1 2 3; do
	[ "$i" = 2 ] || warm
	ok "act $i is seen at once" said_now "$i"
done
warm
ok "it is there before" grep -q CANARYLIFE warm
withheld() {
	k withhold "$id" --reason protection >/dev/null 2>&1 || return 1
	for _ in $(seq 20); do
		ask >body || return 1
		! grep -q CANARYLIFE body || return 1
	done
}
ok "withheld: gone at once, and for all" withheld
warm
ok "and it stays so" not grep -q CANARYLIFE warm
ok "the rest is there" grep -q 'said 3' warm

# Asked all the time while it is disclosed and withheld again.
crowd() { while [ ! -e stop ]; do ask >/dev/null; done; }
crowd &
crowd &
turns() {
	for _ in 1 2 3 4; do
		k disclose "$id" --reason consent >/dev/null 2>&1 || return 1
		ask >body
		grep -q CANARYLIFE body || { echo disclosed; return 1; }
		sleep "$1"
		k withhold "$id" --reason protection >/dev/null 2>&1 ||
			return 1
		for _ in 1 2 3 4 5; do
			ask >body || return 1
			! grep -q CANARYLIFE body || return 1
		done
		sleep "$1"
	done
}
ok "while others ask" turns 0.3
ok "and while all is kept" turns 1.3
touch stop
wait $! 2>/dev/null
kill "$server"
wait "$server"
ok "it ends as it should" test $? -eq 0
server=
done_testing
