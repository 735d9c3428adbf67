#!/usr/bin/env bash
# A value that an option cannot take: status 2, the option is named, nothing
# has changed.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

fresh
cat >people.yaml <<'YAML'
person: doe-jane
lang: en
says:
- name: Jane Doe
- status: killed
YAML
printf 'Name\nJane Doe\n' >list.csv
k import people.yaml >said 2>&1
id=$(statements | sed -n 's/.*"id":"\([^"]*\)".*"says":"status".*/\1/p')

# Each option that takes a value of its own kind, for each command.
misused() { # misused OPTION ARGS...: status 2, and the option is named
	ok "$2 $1" refuses 2 "$1" -- "${@:2}"
}
misused --candle-bits serve --candle-bits many
misused --candle-bits serve --candle-bits 99
misused --address serve --address memorial.example
misused --address build out --address ftp://memorial.example
misused --address poster --out x.pdf --address "https://m.example/?a"
misused --paper poster --out x.pdf --paper B5
misused --lang poster --out x.pdf --lang xx
misused --by poster --out x.pdf --by age
misused --columns poster --out x.pdf --columns 0
misused --sheets poster --out x.pdf --sheets lots
misused --person poster --out x.pdf --person jane
misused --out poster --out x.png
misused --out poster
misused --light poster --out x.pdf --dark --light
misused --what export --what names --format csv
misused --format export --what people --format xml
misused --reason withhold "$id" --reason whim
misused --reason withhold "$id"
misused --reason disclose "$id" --reason whim
misused -n find Jane -n 0
misused --among name Jane Jane --among few
misused --vkey verify --vkey nonsense
misused --vkey check people.yaml --vkey nonsense
misused --vkey check people.yaml
misused --from review --from 2
misused --from review --from 0.9 --to 0.1
misused --from compare list.csv --from 2
misused --at compare list.csv --at often
misused --threads compare list.csv --threads none
misused --threads link --threads none
misused --from link --from 7
misused --map-b compare list.csv --map-b x.ini
misused --shown decide doe-jane "$id" --same --shown 2
misused --same decide doe-jane doe-john
misused --map import people.yaml people.yaml --map x.ini
misused --role key add example.test/memorial+00000000+AAAA
misused --role key add "$(cat a/public/log/vkey)" --role king
misused --since key compromised example.test/memorial/keeper/one
misused --keeper init x --title T --origin e.test/m --keeper "A B"
misused --origin init x --title T --origin "a b"
misused --title init x --origin e.test/m
misused --languages init x --title T --origin e.test/m --languages "k k"
ok "no archive is made of it" not test -e x
ok "serve --listen" refuses 2 "no address to listen" -- serve --listen nowhere
ok "an option that there is not" refuses 2 "what is '--colour'" -- \
	show doe-jane --colour red
ok "the archive verifies" k verify
done_testing
