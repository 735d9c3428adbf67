#!/usr/bin/env bash
# The same log, the same bytes: the archive of tests/golden against what is
# expected, its index made in three ways, its site built twice.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
golden=$root/tests/golden

# Only test builds take days and random numbers from outside.
mkdir none
KULPYTAS_SEED=x "$bin" -C none verify >said 2>&1
if ! grep -qF "KULPYTAS_SEED" said; then
	echo "1..0 # SKIP not a test build (meson setup -Dsanitize=true)"
	exit 0
fi

ok "the archive is made" "$golden/make.sh" "$bin" "$tmp"
same() { # same FILE
	cmp -s "$golden/expected/$1" "results/$1" && return 0
	echo "not what tests/golden/expected has. If this change is meant,"
	echo "accept it with: tests/golden/accept.sh"
	diff -u "$golden/expected/$1" "results/$1" | cut -c1-160 | head -17
	return 1
}
for file in "$golden"/expected/*; do
	ok "${file##*/} is as expected" same "${file##*/}"
done
names() { diff <(ls "$golden/expected") <(ls results); }
ok "nothing is missing, nothing is new" names
whole() { k verify --json | jq -e '.ok and .void == []'; }
ok "it verifies, and nothing in it is void" whole

# ---- the index: made act by act until here, then anew, then anew again ----
answers() { # answers DIR: all that can be asked
	local what format
	mkdir -p "$1"
	for what in people statements sources; do
		for format in csv jsonl; do
			k export --what $what --format $format \
				>"$1/$what.$format" || return 1
			k export --what $what --format $format --private \
				>"$1/$what.private.$format" || return 1
		done
	done
	k show doe-jane --json >"$1/jane" && k show act/0 >"$1/act"
}
kept() { # kept DIR: both indexes, as bytes
	mkdir -p "$1" && cp a/cache/index.db "$1/public.db" &&
		cp a/private/cache/index.db "$1/private.db"
}
rebuilt() { # rebuilt NAME: what a new index answers and is
	k rebuild && answers "$1.answers" && kept "$1.index"
}
ok "the index, grown act by act, answers" answers grown.answers
ok "rebuild" rebuilt first
ok "a grown index answers as a rebuilt one" \
	diff -r grown.answers first.answers
ok "rebuild again" rebuilt second
ok "two rebuilds give the same bytes" diff -r first.index second.index
lost() {
	rm -rf a/cache a/private/cache && answers third.answers &&
		kept third.index
}
ok "the caches are deleted" lost
ok "nothing is lost" diff -r first.answers third.answers
ok "and the index has the same bytes" diff -r first.index third.index

# ---- the site ----
again() {
	cp -R site before && k build site 2>said && has said " 0 written" &&
		has said " 0 removed" && diff -r before site
}
ok "a second build changes nothing" again
ok "built from the new index, it is the same" k build site-2
ok "file by file" diff -r site site-2
copy() {
	cp -R a/public copy && "$bin" -C copy build site-3 &&
		diff -r site site-3
}
ok "a bare copy of public/ gives the same site" copy
moved() {
	mkdir -p "else where" && cp -R a "else where/b" &&
		(cd "else where" && TZ=Asia/Almaty LC_ALL=C.UTF-8 \
			"$bin" -C b build site) &&
		diff -r site "else where/site"
}
ok "so does another place, zone and locale" moved
clean() { ! grep -rlF -- "$tmp" site; }
ok "the folder it was made in is not named" clean
done_testing
