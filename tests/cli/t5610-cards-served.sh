#!/usr/bin/env bash
# serve: cards drawn on demand, kept, and never in the way of pages.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
. "$KULPYTAS_ROOT/tests/cli/people.sh"

people
"$bin" -C a serve --listen 127.0.0.1:0 --address https://memorial.example >url 2>log &
server=$!
trap 'kill $server; chmod -R u+rwX "$tmp"; rm -rf "$tmp"' EXIT
for _ in $(seq 100); do [ -s url ] && break; sleep 0.1; done
url=$(cat url) url=${url%/}
get() { curl -s -o got -D head -w '%{http_code}' "$url$1" "${@:2}"; }
is() { # is STATUS PATH CURL...
	local status
	status=$(get "${@:2}")
	head -3 head
	[ "$status" = "$1" ]
}
card=/en/card/${A1#record/}
ok "a card" is 200 "$card.png"
ok "is a picture" grep -qi '^content-type: image/png' head
ok "for nobody's eyes but the visitor's" grep -qi '^cache-control: no-cache' head
etag=$(sed -n 's/^[Ee][Tt]ag: \(.*\)\r$/\1/p' head)
cp got one
ok "again, from what is kept" is 200 "$card.png"
ok "the same bytes" cmp one got
ok "known by its tag" is 304 "$card.png" -H "If-None-Match: $etag"
ok "its story" is 200 "$card-story.png"
ok "the wall" is 200 /kk/card/wall.png
ok "the wall's story" is 200 /ru/card/wall-story.png
ok "a sheet" is 200 "/kk/sheet/${A1#record/}.pdf"
ok "is a PDF" grep -qi '^content-type: application/pdf' head
ok "a head alone" is 200 "$card.png" -I
ok "as files have it" k build out --cards --address https://memorial.example
ok "byte for byte" cmp one "out/en/card/${A1#record/}.png"
for p in /kk/card/nobody.png /kk/card/000000000000.png /kk/card/ \
	"/xx/card/wall.png" /kk/sheet/wall.pdf "$card.jpg"; do
	ok "nothing at $p" is 404 "$p"
done
ok "none is posted" is 405 "$card.png" -d x=1

# Many at once: each is drawn or told to come again, pages go on.
for r in $A1 $A2 $A3 $A4 $B1 $B2 $B3 $C1 $C2 $C3; do
	for t in kk ru en; do
		echo "url = $url/$t/card/${r#record/}.png"
		echo "url = $url/$t/card/${r#record/}-story.png"
	done
done | sed 's/$/\noutput = "\/dev\/null"/' >many
flood() { curl -s -Z --parallel-max 40 -w '%{http_code}\n' -K many |
	sort | uniq -c | tee /dev/stderr | awk '$2 != 200 && $2 != 503 { bad = 1 }
	END { exit bad }'; }
ok "sixty at once" flood
ok "a page after them" is 200 /kk/
# What was kept is of one state of the archive.
get /en/card/wall.png >status
cp got wall
printf 'person: new\nlang: en\nsays:\n- name: Newly Named\n- status: killed\n' \
	>new.yaml
k import new.yaml >said 2>&1
changes() {
	for _ in $(seq 100); do
		get /en/card/wall.png >status
		cmp -s got wall || return 0
		sleep 0.2
	done
	return 1
}
ok "a new name comes onto the wall's card" changes
cat log
ok "nothing went wrong" [ ! -s log ]
kill $server
wait $server
ok "ends in order" [ $? = 0 ]
trap 'chmod -R u+rwX "$tmp"; rm -rf "$tmp"' EXIT
done_testing
