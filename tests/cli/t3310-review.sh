#!/usr/bin/env bash
# Candidate pairs judged in the terminal, from a pipe: what is shown, what is
# remembered, what is signed.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
. "$KULPYTAS_ROOT/tests/cli/people.sh" || exit 1

pairs() { # the file that link writes, of these people
	cat <<E
probability,weight,a,b,why
0.9931,14.20,$A1,$B1,"[{""field"":""family"",""a"":""Роу"",""b"":""Roe"",""level"":""same in another script"",""bits"":9.31},{""field"":""born.date"",""a"":""1990-02-03"",""b"":""1990-02-03"",""level"":""same day"",""bits"":4.89}]"
0.9000,10.00,$C1,$C2,"[{""field"":""name"",""a"":""Example"",""b"":""Exampel"",""level"":""letters swapped"",""bits"":-1.50}]"
0.8000,9.00,$A2,$B2,[]
0.7000,8.00,$B1,$B2,[]
0.4000,3.00,$A3,$B3,[]
0.0100,-5.00,$A4,$C3,[]
E
}
review() { # review KEYS... : a line each; then ARGS after --
	local keys=()
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		keys+=("$1")
		shift
	done
	shift
	printf '%s\n' "${keys[@]}" | k review "$@" >out 2>err
	local got=$?
	cat out err
	return $got
}
said() { # said SAYS COUNT: so many of the log
	holds "len([s for s in all_ if s.get('says') == '$1']) == $2"
}
order() { # order FILE A B: A before B
	local a b
	a=$(grep -nF -- "$2" "$1" | head -1 | cut -d: -f1)
	b=$(grep -nF -- "$3" "$1" | head -1 | cut -d: -f1)
	[ -n "$a" ] && [ -n "$b" ] && [ "$a" -lt "$b" ]
}

people
ok "no pairs: it says what to do" refuses 1 "kulpytas link" -- review
mkdir -p a/private/cache
pairs >a/private/cache/pairs.csv
ok "leaving at once decides nothing" review q --
ok "both are shown, with their lists" has out "$A1" "$B1" " Р." \
	"Richard Ro" "1990-02-03" "List one, made up" "row=1"
ok "and what only keepers see" has out CANARYPHONE1
ok "and how probable it is" has out "Probability 0.9931" "+14.20 bits"
ok "no line is wider than 80 columns" python3 - <<'E'
import unicodedata
for line in open("out", encoding="utf-8"):
    n = sum(0 if unicodedata.combining(c) or c in "\u2068\u2069" else 1
            for c in line.rstrip("\n"))
    assert n <= 80 or line.startswith("["), (n, line)
E
ok "why, field by field" review y q --
ok "names, levels and bits" has out family "same in another script" "+9.31"
ok "letters that differ are marked" review k q -- --again
ok "and no others" has out "Zhanna " "Exam"
ok "swapped letters" grep -q 'Examp\(\[l\]e\|l\[e\]\)town' out

# ---- judging, taking back, signing ----
rm -f a/private/cache/review
before=$(statements | wc -l)
ok "judged, and the input ends" review s "r CANARYREASON letters" d --
ok "it says what is not signed" has err "2 judgements are not signed"
ok "nothing is in the log" [ "$(statements | wc -l)" = "$before" ]
ok "they wait in a draft" has a/private/review "same $A1 $B1 0.9931" \
	"different $C1 $C2 0.9000 \"CANARYREASON letters\""
ok "the next review takes them up" review s z q q --
ok "it went on where it stopped" has out "$A2" "$B2" "Taken back."
ok "not at the start" not grep -q "pair 1 of" out
ok "both are kept still" has a/private/review "same $A1" "different $C1"
ok "same, and different" review s d q q --
ok "unsure, then signed" review u w q --
ok "signed" has out "Signed:"
ok "the draft is gone" [ ! -e a/private/review ]
ok "joined" together "$A1" "$B1"
ok "joined too" together "$A2" "$B2"
ok "parted" said differs 2
ok "what was shown stands with each word" said same.shown 8
ok "one act of words, one of notes" holds \
	"len({s['act'] for s in all_ if s.get('says') in
	('same', 'differs', 'same.shown', 'note')}) == 2"
ok "the reason is private" holds \
	"not [s for s in shown if 'CANARYREASON' in str(s)]"
ok "it stands" sound

# ---- what is put off ----
ok "unsure is not asked again" review q --
ok "the next is" has out "$A4" "$C3"
ok "unless one asks for it" review q -- --again
ok "there it is" has out "$A3" "$B3"
ok "the end says what is left" review k -- 
ok "unsure and skipped" has out "1 unsure, 1 skipped" "--again"
ok "from and to" review k q -- --again --from 0.3 --to 0.5
ok "only that pair" has out "$A3" "0 unsure, 2 skipped"
ok "not the others" not grep -q "$C3" out

# ---- after signing, a further word ----
rm -f a/private/cache/review
ok "signed, and taken back by another word" review s w z w q --
ok "it says so" has out "signed already"
ok "they are two again" apart "$A3" "$B3"
ok "both words are in the log" holds \
	"len([s for s in shown if s.get('says') == 'same' and
	s.get('stance') == 'denies' and s.get('re')]) == 2"

# ---- blind ----
rm -f a/private/cache/review
ok "blind: no probability before the judgement" review p y s p y q q \
	-- --blind
ok "it is refused" has out "Judge first"
ok "then shown on request" order out "Judge first" "Probability 0.4000"
ok "after the judgement" order out "Judged: same" "Probability 0.4000"
ok "what was not seen is not said to be" not grep -q "0\.4000" \
	a/private/review
ok "throw away" review q x --
ok "nothing waits" [ ! -e a/private/review ]

# ---- a contradiction, shown with its chain ----
people
mkdir -p a/private/cache
cat >chain.csv <<E
probability,weight,a,b,why
0.9000,1.00,$A1,$B1,[]
0.9000,1.00,$B1,$C1,[]
0.9000,1.00,$A1,$C2,[]
0.9000,1.00,$C1,$C2,[]
0.9000,1.00,$B1,$C2,[]
E
k decide "$C1" "$C2" --different >/dev/null 2>&1
ok "A is B, B is C, A is D, but C is not D" review s s s q q -- \
	--pairs chain.csv
ok "what follows is not asked" has out "No pair is left"
k decide "$C1" "$C2" --undo >/dev/null 2>&1
rm -f a/private/review
printf 's\ns\n' | k review --pairs chain.csv >/dev/null 2>&1
k decide "$C2" "$C1" --different >/dev/null 2>&1
k decide "$A1" "$C2" --same >/dev/null 2>&1
ok "a draft that the log contradicts by now" review q q -- \
	--pairs chain.csv
ok "is taken up as far as it goes, and the rest is said" has err \
	"is left out" "is not"

# ---- the chart ----
people
pairs >pairs.csv
ok "a pair is drawn" k review --pairs pairs.csv --svg pair.svg "$B1" "$A1"
ok "as SVG" python3 - <<'E'
import xml.etree.ElementTree as et
svg = et.parse("pair.svg").getroot()
text = "".join(svg.itertext())
assert svg.get("role") == "img" and svg.get("aria-labelledby")
for want in ("+9.31", "+4.89", "family", "Роу", "0.9931", "Sum"):
    assert want in text, want
E
ok "for the keeper alone" [ "$(stat -c %a pair.svg)" = 600 ]
ok "and as a page with both" k review --pairs pairs.csv --svg pair.html \
	"$C1" "$C2"
ok "with the marked letters" has pair.html "<mark>" "<svg" "−1.50" \
	"color-scheme"
ok "no chart of what is no pair" refuses 1 "no pair" -- review --pairs \
	pairs.csv --svg none.svg "$A1" "$C3"
ok "a pair is nowhere public" not grep -rq "same in another script" a/public

# ---- bad input ----
bad() { # bad TEXT...: is refused, with these words
	printf '%b' "$1" >bad.csv
	refuses 1 "${@:2}" -- review --pairs bad.csv
}
ok "no pairs file" refuses 1 "no such file" -- review --pairs nothing
ok "another file" bad "a,b,c\n" "not a file of pairs"
ok "too few cells" bad "probability,weight,a,b,why\n0.5,1.0,$A1\n" "row 1"
ok "no probability" bad \
	"probability,weight,a,b,why\n1.5,1.0,$A1,$B1,[]\n" "row 1" probability
ok "no subject" bad "probability,weight,a,b,why\n0.5,1.0,x,$B1,[]\n" "row 1"
ok "an open quote" bad \
	"probability,weight,a,b,why\n0.5,1.0,$A1,$B1,\"[]\n" "row 1" quote
printf 'probability,weight,a,b,why\n0.5,1.0,%s,record/000000000000,[]\n' \
	"$A1" >old.csv
ok "a pair of another archive is passed over" review q -- --pairs old.csv
ok "and said" has out "not in this archive"
ok "from above 1" refuses 2 "--from" -- review --pairs pairs.csv --from 2
ok "two words without a chart" refuses 2 "--svg" -- review "$A1" "$B1"
# ---- end to end: what link finds is judged ----
people
ok "link finds pairs" k link
ok "which are asked" review s w q --
ok "and signed" has out "Signed: 1 judgements"
ok "what is decided is not asked again" review q --
ok "the next is" not grep -q "pair 1 of" out
ok "a rule's pairs, as a draft" k link --draft birth
k link --draft birth >draft 2>/dev/null
ok "which is taken whole" k decide --file draft
ok "same birth, same person: the keeper said so" together "$A3" "$B3"
ok "all of it stands" sound
exec 9>a/private/cache/review.lock
flock 9
ok "two reviews at once" refuses 1 "open already" -- review --pairs pairs.csv
ok "bounds the wrong way round" refuses 2 "--from is above --to" -- review \
	--from 0.9 --to 0.1
done_testing
