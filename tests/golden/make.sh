#!/usr/bin/env bash
# make.sh KULPYTAS WORK - makes the small archive of this folder in WORK/a, on
# days and with random numbers that are given, so that every byte is the same
# each time; and WORK/results, what the tests compare with expected/.
# KULPYTAS is a test build: others take neither day nor number from outside.
set -euo pipefail
here=$(cd -- "$(dirname -- "$0")" && pwd)
bin=$(realpath -- "$1")
mkdir -p -- "$2"
cd -- "$2"
export XDG_STATE_HOME="$PWD/state" XDG_CACHE_HOME="$PWD/cache"
unset KULPYTAS

step=0
say() { # say ARGS...: the next command, a day later, with the next number
	step=$((step + 1))
	KULPYTAS_SEED=$step KULPYTAS_NOW=$(printf '2031-03-%02dT12:00:00Z' \
		"$step") "$bin" "$@" >>words 2>&1 || {
		echo "make.sh: kulpytas $*" >&2
		tail -5 words >&2
		exit 1
	}
}
find_id() { # find_id JQ-CONDITION: of one statement; no clock is read
	"$bin" -C a export --what statements --format jsonl --private 2>>words |
		jq -r "select($1) | .id" | head -n 1
}
find_record() { # find_record ROW
	"$bin" -C a export --what statements --format jsonl 2>>words |
		jq -r "select(.says == \"row\" and .at == \"row=$1\") | .about"
}

rm -rf a results words
say init a --title "A made-up memorial" --origin golden.example/memorial
say -C a import "$here/people.yaml"
say -C a import "$here/list.csv" --map "$here/list.ini" --partial

# A record is the same as a person; a finding; words on words.
finding=$(find_id '.says == "died.date" and .who == "her brother"')
cat >decisions.yaml <<END
record: $(find_record 3 | cut -d/ -f2)
says:
- same: doe-jane
---
person: doe-jane
lang: en
says:
- finding: established
  re: $finding
- finding.reason: two witnesses and a photograph
  re: $finding
END
say -C a record decisions.yaml
say -C a import "$here/list-2.csv" --map "$here/list.ini" --partial
say -C a withhold "$(find_id '.says == "life"')" --reason error \
	--note "a name in it"
say -C a withhold "$(find_id '.says == "age"')" --reason protection
say -C a disclose "$(find_id '.says == "age"')" --reason consent
say -C a release "$(find_id '.says == "photo"')"

# ---- what is compared ----
mkdir results
cp a/public/log/checkpoint results/
cat a/public/payload/* >results/payload
for what in people sources; do
	"$bin" -C a export --what $what --format csv >results/$what.csv \
		2>>words
done
"$bin" -C a export --what statements --format jsonl --private \
	>results/statements.jsonl 2>>words
"$bin" -C a build site >>words 2>&1
(cd site && find . -type f | LC_ALL=C sort) >results/files
while read -r page; do
	cp "site/$page" "results/$(tr / - <<<"$page")"
done <"$here/pages"
