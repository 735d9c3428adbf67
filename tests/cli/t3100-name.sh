#!/usr/bin/env bash
# How a name is understood, and how alike two are.  What is said of which name
# is in tests/facts/names.t; here is the command.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1

name() { "$bin" name "$@" >out 2>err; }
says() { # says TEXT... -- ARGS...
	local texts=()
	while [ "$1" != -- ]; do
		texts+=("$1")
		shift
	done
	shift
	name "$@" || { cat err; return 1; }
	has out "${texts[@]}"
}
misused() { # misused STATUS TEXT ARGS...
	local want=$1 text=$2 got=0
	shift 2
	name "$@" || got=$?
	cat err
	[ "$got" = "$want" ] && [ ! -s out ] && has err "$text"
}
json() { # json EXPRESSION ARGS...
	local wanted=$1
	shift
	name "$@" --json || { cat err; return 1; }
	python3 -c '
import json, sys
x = json.load(open("out", encoding="utf-8"))
n = x["names"]
like = x.get("like")
if not eval("(" + sys.argv[1] + ")"):
    sys.exit("does not hold: %s\n%s" % (sys.argv[1], x))' "$wanted"
}

ok "parts and roles" says "family     Тестов  cyrillic, testov" \
	"patronymic Серікұлы  cyrillic, serik" -- "Тестов Асан Серікұлы"
ok "without an archive" says "given      Асан" -- "Асан Тестов"
ok "a letter of another script" says "another script in a word: C at byte 0" \
	-- "Cергей Тестов"
ok "no name" says "there is no name" -- "неизвестный мужчина"
ok "no name, empty" says "there is no name" -- ""
ok "two names" says "Тестбаев = Testbaev: the same in another script" \
	"Р ~ Ruslan: an initial" "nothing speaks against one name" \
	"among 1000 people" -- "Тестбаев Р." "Ruslan Testbaev"
ok "letters that differ are marked" says "(Бейс[ам]баев Бейс[ен]баев)" \
	-- "Бейсамбаев Асан" "Бейсенбаев Асан"
ok "two real names" says "Марат / Мурат: another name" "two names" \
	-- "Марат Тестов" "Мурат Тестов"
ok "of a placeholder nothing is said" says "nothing can be said" \
	-- "N/A" "Асан Тестов"
ok "among more people less likely" bash -c '
	p() { "$1" name "Тестов Р." "Руслан Тестов" --among "$2" --json |
		python3 -c "import json, sys
print(json.load(sys.stdin)[\"like\"][\"probability\"])"; }
	python3 -c "import sys; a, b, c = map(float, sys.argv[1:])
sys.exit(not 1 > a > b > c > 0)" "$(p "$1" 10)" "$(p "$1" 1000)" \
		"$(p "$1" 10000000)"' - "$bin"
ok "for programs" json 'n[0]["parts"][1] == {"role": "given", "text": "Р",
	"at": 13, "group": 1, "initial": True, "script": "cyrillic",
	"sounds": "r"} and n[0]["notes"] == [] and like is None' "Тестов Р."
ok "for programs, two" json 'like["verdict"] == "one" and
	like["pairs"][0]["a"] == [0, 2] and like["pairs"][0]["b"] == [0, 1] and
	like["pairs"][0]["kind"] in ("alike", "same") and
	like["probability"] > 0.9' "Нұр Сұлтан Тестбаев" "Nursultan Testbaev"
ok "marks are bytes of the text" json 'bytes(n[0]["text"], "utf-8")[
	like["pairs"][1]["a_marks"][0][0]:][:2].decode() == "қ" and
	like["pairs"][1]["a_marks"] == [[17, 2]] and
	like["pairs"][1]["b_marks"] == [[17, 2]]' "Тестов Бақытжан" \
	"Тестов Бахытжан"
ok "a look-alike" json 'n[0]["notes"] == ["lookalike"] and
	n[0]["lookalike"] == "C" and n[0]["lookalike_at"] == 0' "Cергей"
ok "symmetric" bash -c '
	p() { "$1" name "$2" "$3" --json | python3 -c "import json, sys
print(round(json.load(sys.stdin)[\"like\"][\"probability\"], 4))"; }
	x=$(p "$1" "Серік Тестов" "Testov S.")
	y=$(p "$1" "Testov S." "Серік Тестов")
	[ -n "$x" ] && [ "$x" = "$y" ]' - "$bin"

# Hostile input.
ok "10 KB" bash -c '"$1" name "$(printf "Тест%.0s" {1..1300})" |
	grep -q "too long"' - "$bin"
ok "3,500 words" bash -c '"$1" name "$(printf "Аб %.0s" {1..3500})" --json |
	python3 -c "import json, sys
x = json.load(sys.stdin)[\"names\"][0]
assert len(x[\"parts\"]) == 16 and \"too-long\" in x[\"notes\"], x"' - "$bin"
ok "control characters do not reach the terminal" bash -c '
	"$1" name "$(printf "Иван\033[31m Тестов\342\200\256")" >out &&
	! grep -q "$(printf "\033")" out && grep -qF "\\u{202e}" out' - "$bin"
ok "bytes that are no UTF-8" says "not UTF-8" -- "$(printf 'Ив\377ан')"
ok "no name given" misused 2 "usage: kulpytas name"
ok "three names" misused 2 "usage: kulpytas name" a b c
ok "--among 0" misused 2 "a number of people is wanted" a b --among 0
ok "--among many" misused 2 "a number of people is wanted" a b --among many
ok "an unknown option" misused 2 "what is '--order'" a --order
done_testing
