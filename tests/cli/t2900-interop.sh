#!/usr/bin/env bash
# The log, read by the code of the Go checksum database (tests/interop) and
# nothing of ours.  TAP; skipped where Go or the package is not installed.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

gopath=/usr/share/gocode
if ! command -v go >/dev/null; then
	echo "1..0 # SKIP no Go here (Debian: golang-go)"
	exit 0
elif [ ! -d "$gopath/src/golang.org/x/mod/sumdb/tlog" ]; then
	echo "1..0 # SKIP no tlog here (Debian: golang-golang-x-mod-dev)"
	exit 0
fi

compile() { # offline, from what Debian installed
	(cd "$root/tests/interop" && GOPATH=$gopath GO111MODULE=off \
		GOTOOLCHAIN=local GOFLAGS= GOPROXY=off CGO_ENABLED=0 \
		GOCACHE="$tmp/gocache" go build -o "$tmp/interop" .)
}
ok "the stranger's program compiles" compile

# 34,000 rows with a private column are some 270 acts: a full tile, one above
# it and a part of the next.
awk 'BEGIN { print "No,Name"; for (i = 1; i <= 34000; i++)
	print i ",Made up " i }' >list.csv
cat >list.ini <<'INI'
[source]
handle = made-up-list
title = A made-up list
lang = en
kind = list

[file]
format = csv
key = No

[columns]
No = public
Name = private
INI
dossier() { # dossier NUMBER
	printf 'person: person-%s\nlang: en\nsays:\n' "$1"
	printf -- '- name: Person %s\n- note: nobody is meant\n' "$1"
}
one_more() { # one_more NUMBER [OPTIONS]
	dossier "$1" >one.yaml
	k record one.yaml "${@:2}"
}
make() {
	"$bin" init a --title "Made up" --origin interop.example/log &&
		one_more 1 && one_more 2 &&
		k import list.csv --map list.ini && one_more 3 && one_more 4
}
ok "an archive of more than 256 acts" make
second_keeper() {
	k key new second >vkey.second &&
		k key add "$(cat vkey.second)" --role keeper --key first &&
		one_more 5 --key second
}
ok "a second keeper signs" second_keeper
withhold() {
	k withhold act/1 --reason court --key first
}
ok "an act is withheld" withhold

vkey=$(cat a/public/log/vkey)
accepts() { "$tmp/interop" "$1" "$vkey"; }
all() {
	accepts a/public >said && has said "2 keys" &&
		has said "$(sed -n 2p a/public/log/checkpoint) acts"
}
ok "signatures, tiles, entries, inclusion, consistency, statements" all
cp -R a/public copy

# Changes one byte of a file in the middle, wants a refusal, puts it back.
flip() { # flip FILE
	local got=0
	cp "copy/$1" saved || return 1
	python3 - "copy/$1" <<'PY' || return 1
import sys
with open(sys.argv[1], "r+b") as f:
    at = f.seek(0, 2) // 2
    f.seek(at)
    byte = f.read(1)[0]
    f.seek(at)
    f.write(bytes([byte ^ 1]))
PY
	accepts copy || got=$?
	cp saved "copy/$1"
	[ "$got" = 1 ]
}
# Every kind of file: the full tile and bundle, partial ones that the newest
# and that an earlier checkpoint needs, the head, statements.
widths() { find "a/public/log/tile/$1/001.p" -type f -printf '%f\n' | sort -n; }
last=$(widths 0 | tail -n 1) first=$(widths entries | head -n 1)
for file in log/checkpoint log/tile/0/000 log/tile/1/000.p/1 \
	log/tile/entries/000 "log/tile/0/001.p/$last" \
	"log/tile/entries/001.p/$last" "log/tile/entries/001.p/$first" \
	payload/000 payload/100; do
	ok "one bit of $file" flip "$file"
done
missing() {
	rm copy/log/tile/0/000 && not accepts copy &&
		cp a/public/log/tile/0/000 copy/log/tile/0/000
}
ok "a missing tile" missing
ok "put back, it is accepted again" accepts copy

other() {
	"$bin" init b --title "Other" --origin interop.example/log &&
		not "$tmp/interop" copy "$(cat b/public/log/vkey)"
}
ok "another log's key of the same name" other

entry() { # entry N: its bytes, from the bundles
	python3 - a/public/log/tile/entries "$1" <<'PY'
import os, sys
root, n = sys.argv[1], int(sys.argv[2])
path = "%s/%03d" % (root, n // 256)
if not os.path.exists(path):
    widths = sorted(map(int, os.listdir(path + ".p")))
    path += ".p/%d" % widths[-1]
data = open(path, "rb").read()
for _ in range(n % 256):
    data = data[2 + int.from_bytes(data[:2], "big"):]
sys.stdout.buffer.write(data[2:2 + int.from_bytes(data[:2], "big")])
PY
}
proven() { # proven N
	k prove "act/$1" --tlog-proof >proof.tlog-proof && entry "$1" >entry &&
		"$tmp/interop" -proof proof.tlog-proof "$vkey" <entry >said &&
		has said "entry $1 of" && printf x >>entry &&
		not "$tmp/interop" -proof proof.tlog-proof "$vkey" <entry
}
for n in 0 1 255 256 260; do
	ok "the .tlog-proof of act $n, and no other entry" proven "$n"
done
done_testing
