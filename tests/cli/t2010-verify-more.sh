#!/usr/bin/env bash
# What verify compares with, and what it says of withheld lines.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

verdict() { # verdict RULE ARGS...: verify fails, and by that rule
	local rule=$1
	shift
	"$bin" verify "$@" --json >verdict.json 2>verdict.err && return 1
	python3 -c '
import json, sys
rules = [f["rule"] for f in json.load(open("verdict.json"))["failures"]]
sys.exit(0 if sys.argv[1] in rules else repr(rules))' "$rule"
}
plain() { # what verify --json says, one name
	"$bin" verify "$1" --json 2>/dev/null |
		python3 -c 'import json, sys; print(json.load(sys.stdin)["'"$2"'"])'
}

sample a
vkey=$(cat a/public/log/vkey)
cp a/public/log/checkpoint five
cp -r a/public old
ok "a whole archive" k verify
ok "a bare copy, with the key from elsewhere" \
	"$bin" verify a/public --vkey "$vkey"
ok "a key of another log" not "$bin" verify a/public --vkey \
	"example.test/memorial+12345678+AZ"
"$bin" init b --title B --origin example.test/memorial >/dev/null 2>&1
ok "the right name, but another key" verdict log.checkpoint a/public \
	--vkey "$(cat b/public/log/vkey)"
cat a/public/log/vkey >>b/public/log/vkey
ok "a checkpoint of another log of that name" not "$bin" verify b --since five
cat >more.yaml <<'X'
person: doe-jane
says:
- work: gardener
  lang: en
X
k record more.yaml 2>/dev/null
ok "what comes after is a continuation" "$bin" verify a --since five
ok "a rollback shows against what was seen last" verdict log.consistency old
ok "and to nobody else" env XDG_STATE_HOME="$tmp/other" "$bin" verify old
ok "until a newer checkpoint is given" env XDG_STATE_HOME="$tmp/other2" \
	bash -c '! "$1" verify old --since a/public/log/checkpoint' - "$bin"
ok "a folder that is no archive" bash -c '"$1" verify /usr 2>&1 |
	grep -q "neither an archive nor"' - "$bin"

ok "counts: acts" [ "$(plain a acts)" = 6 ]
ok "counts: withheld" [ "$(plain a withheld)" = 5 ]

# A withheld line that is still there, and one that nobody withheld.
id=$(ids a CANARYHOME)
file=$(grep -rl CANARYHOME a/public/payload)
cp "$file" with
k withhold "$id" --reason protection 2>/dev/null
cp "$file" without
cp with "$file"
ok "a withheld line that is still there is a leak" verdict payload.leak a
ok "the file is named" has verdict.json "${file#a/public/}"
cp without "$file"
ok "put right" k verify
other=$(ids a CANARYNAME)
sed "s|.*CANARYNAME.*|{\"withheld\":\"$other\"}|" without >"$file"
ok "a line hidden without a word" verdict payload.line a
cp without "$file"
k disclose "$id" --reason consent 2>/dev/null
cp without "$file"
ok "a line hidden although it was disclosed" verdict payload.line a
cp with "$file"
held=$(grep -rl CANARYPHONE a/private/held)
mv "$held" heldfile
ok "a lost held line is said, and no failure" bash -c '
	"$1" verify a 2>&1 | grep -q "not in private/held"' - "$bin"
mv heldfile "$held"

# Read-only, and without a place to remember.
chmod -R a-w old
ok "a copy that cannot be written" env XDG_STATE_HOME="$tmp/other" "$bin" \
	verify old
ok "no home" env -u HOME -u XDG_STATE_HOME -u XDG_CACHE_HOME "$bin" verify \
	a/public --vkey "$vkey"
done_testing
