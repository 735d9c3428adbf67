#!/usr/bin/env bash
# What is private or withheld is nowhere that others can see: canaries.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

# Everything that was said on a terminal is kept and searched too.
t() { k "$@" >>talk 2>&1; }
secrets() { # lines three of the key files
	sed -n 3p a/private/keys/* | cut -d' ' -f2
}
quiet() { # quiet WHERE TEXT...: none of these bytes, in no file
	local where=$1 text bad=0
	shift
	for text; do
		# Folded text too: the index searches without case.
		if grep -raliF -- "$text" $where 2>/dev/null; then
			echo "holds $text"
			bad=1
		fi
	done
	return $bad
}
everywhere() { # what is public, or made for the public, or was said
	rm -rf pages export
	mkdir -p export
	local what
	for what in people statements sources; do
		k export --what "$what" --format csv >"export/$what.csv" 2>&1
		k export --what "$what" --format jsonl >"export/$what.jsonl" 2>&1
	done
	k build pages >>talk 2>&1
	quiet "a/public a/cache pages export talk $tmp/cache $tmp/state" "$@"
}

sample a
k verify >>talk 2>&1
cat said >>talk
ok "the archive stands" k verify
ok "private from birth: columns, notes, originals" \
	everywhere CANARYPHONE CANARYNOTE CANARYORIGINAL
ok "no secret key" everywhere $(secrets)
ok "what is public is there" bash -c '
	grep -rq CANARYHOME a/public && grep -rq CANARYNAME a/cache'
ok "private lines are held" grep -rq CANARYPHONE2 a/private/held

home=$(ids a CANARYHOME) name=$(ids a CANARYNAME) photo=$(ids a '"photo"')
t release "$photo"
ok "a released file is public" grep -rq CANARYORIGINAL a/public/evidence
ok "and verified" k verify
ok "withhold" k withhold "$home" --reason protection --note "CANARYREASON"
ok "the archive stands" k verify
ok "withhold a name" k withhold "$name" --reason court
ok "the archive stands" k verify
ok "the file's statement" k withhold "$photo" --reason error
ok "the archive stands" k verify
ok "the file is gone" not test -n "$(find a/public/evidence -type f)"
rm -f talk
ok "nothing of it is left" everywhere CANARYHOME CANARYNAME CANARYREASON \
	CANARYORIGINAL CANARYPHONE CANARYNOTE
ok "nor its hash" quiet "a/public a/cache" \
	"$(sha256sum photo.jpg | cut -c1-64)"
ok "nor after rebuild" k rebuild
ok "really" everywhere CANARYHOME CANARYNAME CANARYREASON CANARYORIGINAL
ok "that it is withheld can be seen" bash -c '
	grep -rq "{\"withheld\":\"'"$home"'\"}" a/public/payload'
ok "keepers have it" bash -c 'grep -rq CANARYHOME a/private/held &&
	"$1" -C a export --what statements --format jsonl --private |
	grep -q CANARYHOME' - "$bin"

ok "twice: says so" refuses 1 "withheld already" -- \
	withhold "$home" --reason protection
ok "no reason" refuses 2 "--reason" -- withhold "$(ids a '"status"')"
ok "no such reason" refuses 2 "--reason" -- withhold "$(ids a '"status"')" \
	--reason bored
ok "structure" refuses 1 "FORMAT 5.3" -- withhold \
	"$(ids a archive.title)" --reason error
ok "words themselves" refuses 1 "FORMAT 5.3" -- withhold \
	"$(ids a "statement/$home" | head -1)" --reason error
ok "act 0" refuses 1 "FORMAT 5.3" -- withhold act/0 --reason error
ok "no such act" refuses 1 "no act 999" -- withhold act/999 --reason error
ok "no such statement" refuses 1 "no statement" -- withhold \
	AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA --reason error
ok "a file that is withheld is not released" refuses 1 "disclose it first" \
	-- release "$photo"
ok "nothing to disclose" refuses 1 "not withheld" -- disclose \
	"$(ids a '"status"')" --reason consent
ok "disclose" k disclose "$home"
ok "consent is not assumed" grep -rq '"says":"disclosed","value":"decision"' \
	a/public/payload
ok "it is back" grep -rq CANARYHOME a/public/payload
ok "the archive stands" k verify
ok "court for court" k disclose "$name"
ok "the archive stands" k verify
ok "the index has it" grep -rq CANARYNAME a/cache

act=$(grep -rl CANARYHOME a/public/payload | sed 's|.*/0*||')
ok "a whole act" k withhold "act/$act" --reason protection
ok "the archive stands" k verify
rm -f talk
ok "nothing of it is left" everywhere CANARYHOME CANARYNAME
ok "again: says so" refuses 1 "withheld already" -- withhold "act/$act" \
	--reason protection
ok "one line wins over its act" k disclose "$home" --reason consent
ok "the archive stands" k verify
ok "only that line" bash -c 'grep -rq CANARYHOME a/public/payload &&
	! grep -rq CANARYNAME a/public'
ok "all of it back" k disclose "act/$act" --reason consent
ok "the archive stands" k verify
ok "it is" grep -rq CANARYNAME a/public/payload
ok "release again" k release "$photo"
ok "the archive stands" k verify

# A line that is lost.
k withhold "$home" --reason lost 2>/dev/null
rm "$(grep -rl CANARYHOME a/private/held)"
ok "a lost line is no failure" k verify
ok "the index is told" k rebuild
ok "and cannot come back" refuses 1 "not in private/held" -- \
	disclose "$home"

# ---- a row that was changed ----
fresh
printf 'No,Name,Home\n1,Jane Doe,Exampletown\n2,Mo Moe,Exampletown\n' >rows.csv
cat >rows.ini <<'E'
[source]
handle = rows
title = Rows, made up
lang = en
[file]
format = csv
key = No
[columns]
No = public
Name = name lang=en
Home = public
E
k import rows.csv --map rows.ini >said 2>&1
for home in Sampleville Mysaltau; do
	sed -i "/Jane/s/,[A-Z][a-z]*\$/,$home/" rows.csv
	k import rows.csv --map rows.ini >said 2>&1
done
public_rows() { # of that name, withheld ones not
	k export --what statements --format jsonl 2>/dev/null |
		grep '"says":"row"' | grep -F "$1"
}
read -r jane last < <(rows_of "Jane Doe" | tail -1)
ok "three versions" test "$(rows_of "Jane Doe" | wc -l)" = 3
k build rows >said 2>&1
ok "the page says of each earlier one that it is public" test "$(grep -c \
	"otherwise before" "rows/en/record/$jane.html")" = 2
ok "and of a row that never changed nothing" sh -c '! grep -l \
	"otherwise before" rows/en/record/*.html | grep -v "$0"' "$jane"
ok "--versions is for rows" refuses 2 "--versions is for a row" -- \
	withhold act/1 --reason error --versions
k withhold "$last" --reason protection >said 2>&1
ok "one alone: the others are named, and the option" sh -c '
	[ "$(grep -c "stays public: .*--versions" said)" = 2 ]'
ok "disclosed again" k disclose "$last" --reason error
before=$(k verify --json | jq .acts)
ok "all of them" k withhold "$last" --reason protection --versions
ok "in one act" test "$(k verify --json | jq .acts)" = $((before + 1))
ok "none is public" test -z "$(public_rows "Jane Doe")"
ok "no word of them is" not grep -rqE "Jane|Sampleville|Mysaltau" a/public
ok "the other row stays" test "$(public_rows "Mo Moe" | wc -l)" = 1
ok "it verifies" k verify
done_testing
