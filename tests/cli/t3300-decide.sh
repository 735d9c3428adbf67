#!/usr/bin/env bash
# Who is who: joined, parted, taken back; what contradicts is refused.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
. "$KULPYTAS_ROOT/tests/cli/people.sh" || exit 1

last_said() { # last_said SAYS STANCE: how many of the last act but notes
	holds "len([s for s in all_ if s.get('says') == '$1' and
	    s.get('stance', '') == '$2']) == $3"
}
nowhere() { # nowhere TEXT: not in what the public gets
	rm -rf site
	k build site >/dev/null 2>&1 || return 1
	! grep -rqF -- "$1" site a/public
}

people
ok "two records of nobody become one person" k decide "$A1" "$B1" --same \
	--shown 0.9321 --reason "CANARYREASON the mother said so"
ok "one person, two records" together "$A1" "$B1"
P=$(person_of "$A1")
ok "each is said to be that person, in one act" holds \
	"len([s for s in shown if s.get('says') == 'same']) == 2 and
	len({s['act'] for s in shown if s.get('says') == 'same'}) == 1 and
	{s['about'] for s in shown if s.get('says') == 'same'} ==
	{'$A1', '$B1'}"
ok "what the keeper saw is said of both" holds \
	"{(s['about'], s['value']) for s in shown if
	s.get('says') == 'same.shown'} == {('$A1', '9321'), ('$B1', '9321')}"
ok "the reason is a private note on the word" holds \
	"[s['value'] for s in all_ if s.get('says') == 'note'] ==
	['CANARYREASON the mother said so'] and
	not [s for s in shown if s.get('says') == 'note']"
ok "the reason is nowhere public" nowhere CANARYREASON
ok "nor is a private column" nowhere CANARYPHONE
ok "it stands" sound

ok "said twice, nothing is added" k decide "$B1" "$A1" --same
ok "no further statement" last_said same "" 2
ok "a third joins the person that is there" k decide "$B1" "$C1" --same
ok "the same person" [ "$(person_of "$C1")" = "$P" ]
ok "only its own word was needed" last_said same "" 3

ok "A is B, B is C: A is not C is refused, with the chain" refuses 1 \
	"$A1" "$C1" "is the same as" "Роу Р." "these are the same" -- \
	decide "$A1" "$C1" --different
ok "different, where neither has a person" k decide "$A2" "$B3" --different \
	--shown 0.02
ok "that mints nobody" [ -z "$(person_of "$A2")$(person_of "$B3")" ]
ok "it is said of the two rows" holds \
	"[(s['about'], s['value']) for s in shown if s.get('says') ==
	'differs'] == [tuple(sorted(['$A2', '$B3']))]"
ok "A is not C, B is C" k decide "$B2" "$B3" --same
ok "so A is B is refused, with the chain" refuses 1 "is not" \
	"is the same as" "$A2" "these are different" -- \
	decide "$A2" "$B2" --same
ok "of a record and a person" refuses 1 "is not" -- decide "$A2" \
	"$(person_of "$B2")" --same

# ---- taking back ----
ok "undo of two rows takes the later word back" k decide "$B1" "$C1" --undo
ok "C has left" apart "$B1" "$C1"
ok "A and B have not" together "$A1" "$B1"
ok "it is a denial that names the word" holds \
	"len([s for s in shown if s.get('says') == 'same' and
	s.get('stance') == 'denies' and s.get('re')]) == 1"
ok "now A is not C can be said" k decide "$A1" "$C1" --different
ok "and taken back" k decide "$A1" "$C1" --undo
ok "and A is C said again" k decide "$A1" "$C1" --same
ok "all three" together "$B1" "$C1"
ok "one record leaves its person" k decide "$A1" "$P" --undo
ok "that one alone" apart "$A1" "$B1"
ok "the others stay" together "$B1" "$C1"
ok "it is parted from it for good" k decide "$A1" "$P" --different
ok "so that it cannot come back by another" refuses 1 "is not" -- \
	decide "$A1" "$C1" --same
ok "but by a newer word on that pair" k decide "$A1" "$P" --same
ok "it is there again" together "$A1" "$C1"
ok "the two of one act part together" k decide "$B2" "$B3" --undo
ok "and their person is nobody's" [ -z "$(person_of "$B2")" ]
ok "nothing to take back" refuses 1 "nothing was decided" -- \
	decide "$B2" "$B3" --undo
ok "the archive stands" sound

# ---- by hand ----
cat >hand.yaml <<E
record: ${A1#record/}
says:
- differs: ${C1#record/}
E
ok "a dossier cannot contradict either" refuses 1 "hand.yaml:3" \
	"is the same as" "these are the same" -- record hand.yaml
cat >hand.yaml <<E
person: new-one
says:
- handle: new-one
---
record: ${A4#record/}
says:
- same: new-one
- differs: ${C3#record/}
---
record: ${C3#record/}
says:
- same: new-one
E
ok "nor itself" refuses 1 "said in these files" "these are different" -- \
	record hand.yaml
sed '/differs/d' hand.yaml >hand-2.yaml
ok "what fits is taken" k record hand-2.yaml
ok "as decided" together "$A4" "$C3"
ok "and taken back" k decide "$A4" "$(person_of "$A4")" --undo

# ---- persons ----
cat >doe.yaml <<'E'
source: made-up-news
says:
- title: News, made up
  lang: en
---
person: doe-jane
lang: en
from: made-up-news
says:
- name: Jane Q. Doe
- status: killed
- home: Exampletown
E
k import doe.yaml >said 2>&1 || cat said
D=$(k show doe-jane 2>/dev/null | head -1 | cut -d' ' -f1)
[ -n "$D" ] || D=$(statements | python3 -c '
import json, sys
for line in sys.stdin:
    s = json.loads(line)
    if s.get("value") == "doe-jane":
        print(s["about"])')
ok "a record and a person by handle" k decide doe-jane "$A2" --same
ok "joined" [ "$(person_of "$A2")" = "$D" ]
ok "two rows make another person" k decide "$B2" "$C2" --same
ok "two persons are one" k decide "$D" "$(person_of "$B2")" --same
ok "one page leads" together "$A2" "$C2"
ok "two pages, one of them leads to the other" python3 - "$bin" <<'E'
import csv, io, subprocess, sys
out = subprocess.run([sys.argv[1], "-C", "a", "export", "--what", "people",
    "--format", "csv"], capture_output=True, text=True).stdout
rows = list(csv.DictReader(io.StringIO(out)))
led = [r for r in rows if r["same.as"]]
assert len(led) == 1, led
lead = [r for r in rows if r["id"] == led[0]["same.as"]][0]
assert lead["records"].count("|") == 2, lead
assert not led[0]["records"], led
assert "Exampletown" in lead["home"], lead
E
lead=$(person_of "$A2")
other=$([ "$lead" = "$D" ] && person_of "$B2" || echo "$D")
k build site >/dev/null 2>&1
lead_page="site/en/$lead.html"
ok "the leading page has all of it" has "$lead_page" "Jane Q. Doe" \
	"Доу Джейн" "Exampletown" "List one, made up" "List three, made up" \
	"joined by" "<bdi>first</bdi>,"
ok "the wall has them once" [ "$(grep -c 'Zhanna Aidarovna\|Jane Q. Doe' \
	site/en/index.html)" = 1 ]
ok "the other page leads there" python3 - "$lead" <<'E'
import pathlib, sys
pages = [p for p in pathlib.Path("site/en/person").glob("*.html")
         if "the same person as" in p.read_text()]
assert len(pages) == 1, pages
assert pathlib.Path(sys.argv[1]).name + ".html" in pages[0].read_text()
E
ok "what was shown stands on the page" has "site/en/$P.html" \
	"shown probability 0.9321"
ok "a row says whose it is" has "site/en/$A1.html" "joined this row" \
	"joined by <bdi>first"
ok "a row says whom it is not" has "site/en/$A2.html" \
	"By decision of the keepers this is not"
ok "an open row says so" has "site/en/$A4.html" "not yet joined"
list=$(statements | python3 -c '
import json, sys
for line in sys.stdin:
    s = json.loads(line)
    if s.get("value") == "list-one":
        print(s["about"].replace("source", "list"))')
ok "a list says which are matched, with sums" has "site/en/$list.html" \
	"4 = matched 2 + on this list alone 0 + open 2"
ok "on the page of all lists too" has site/en/lists.html \
	"4 = matched 2 + on this list alone 0 + open 2"
ok "a person of one list" k decide "$A3" "$A4" --same
k build site >/dev/null 2>&1
ok "is on that list alone" has "site/en/$list.html" \
	"4 = matched 2 + on this list alone 2 + open 0"
ok "and matched with another list" k decide "$A4" "$B3" --same --shown 0.6
k build site >/dev/null 2>&1
ok "both rows of it" has "site/en/$list.html" \
	"4 = matched 4 + on this list alone 0 + open 0"

# ---- made anew, it is the same ----
cp -r site site.was
ok "made again from the log" k rebuild
k build site >/dev/null 2>&1
ok "the pages are the same bytes" diff -r site.was site

# ---- a word that is withheld joins nobody for the public ----
word=$(statements | python3 -c '
import json, sys
for line in sys.stdin:
    s = json.loads(line)
    if s.get("says") == "same" and s["about"] == sys.argv[1] and \
       "stance" not in s:
        last = s["id"]
print(last)' "$B3")
both=$(person_of "$B3")
ok "a word is withheld" k withhold "$word" --reason protection
ok "what was shown with it too: it names the pair" holds \
	"[s for s in all_ if s.get('re') == '$word'] and
	not [s for s in shown if s.get('re') == '$word']"
k build site >/dev/null 2>&1
ok "its row is open to the public" has "site/en/$B3.html" "not yet joined"
ok "the person shows nothing of it" not grep -rqF -- "Mo Moe" \
	"site/en/$(person_of "$A3").html"
ok "the list counts without it" has "site/en/$list.html" \
	"4 = matched 2 + on this list alone 2 + open 0"
rm -rf site.was && cp -r site site.was
k rebuild >/dev/null 2>&1
k build site >/dev/null 2>&1
ok "an index made anew agrees" diff -r site.was site
ok "keepers know it still" together "$B3" "$A3"
ok "it is disclosed" k disclose "$word" --reason decision
k build site >/dev/null 2>&1
ok "and joins again" has "site/en/$both.html" "Mo Moe" \
	"shown probability 0.6000"

# ---- what would still name the pair goes with it ----
word_on() { # word_on RECORD: the last word that joins it
	statements | python3 -c '
import json, sys
for line in sys.stdin:
    s = json.loads(line)
    if s.get("says") == "same" and s["about"] == sys.argv[1] and \
       "stance" not in s:
        last = s["id"]
print(last)' "$1"
}
people
k decide "$A1" "$B1" --same --shown 0.77 >/dev/null 2>&1
word=$(word_on "$A1")
ok "the first of the two words of an act is withheld" k withhold "$word" \
	--reason protection
unsaid='not [s for s in shown if s.get("about") == "'$A1'" and
	s.get("says") in ("same", "same.shown")]'
ok "nothing public says that the row stood in a pair" holds "$unsaid"
ok "it is taken back" k decide "$A1" "$B1" --undo
ok "it is apart for the keepers" apart "$A1" "$B1"
ok "and the public does not read of what there was" holds "$unsaid"
ok "it is disclosed" k disclose "$word" --reason decision
ok "with the word that took it back" holds \
	"len([s for s in shown if s.get('about') == '$A1' and
	s.get('says') == 'same']) == 2"
k rebuild >/dev/null 2>&1
k build site >/dev/null 2>&1
ok "so that it joins nobody" has "site/en/$A1.html" "not yet joined"
ok "withheld after it was taken back" k withhold "$word" --reason error
ok "both words go" holds "$unsaid"
ok "that stands" sound
k decide "$A2" "$B2" --same --shown 0.5 >/dev/null 2>&1
act=act/$(statements | tail -1 | python3 -c '
import json, sys
print(json.loads(sys.stdin.readline())["act"])')
unsaid='not [s for s in shown if s.get("about") in ("'$A2'", "'$B2'") and
	s.get("says") in ("same", "same.shown")]'
k decide "$A2" "$B2" --undo >/dev/null 2>&1
ok "an act is withheld whose word was taken back" k withhold "$act" \
	--reason protection
ok "the taking back goes too" holds "$unsaid"
ok "disclosed, both come" k disclose "$act" --reason decision
k build site >/dev/null 2>&1
ok "and nobody is joined" has "site/en/$A2.html" "not yet joined"
ok "it stands too" sound

# ---- drafts ----
people
cat >draft <<E
# What a rule found; strike out what is wrong
same $A1 $B1 0.9931 "same birth" # Роу
- same $A2 $B1
same $A2 $B2  # Доу
#same $A3 $A1
different $A3 $C3
E
ok "a draft is signed whole" k decide --file draft --reason "read by two"
ok "joined as it says" together "$A1" "$B1"
ok "struck out is not" apart "$A2" "$B1"
ok "one act holds its words" holds \
	"len({s['act'] for s in shown if s.get('says') in
	('same', 'same.shown', 'differs')}) == 1"
ok "each with its reason, or that of all" holds \
	"sorted(s['value'] for s in all_ if s.get('says') == 'note') ==
	['read by two', 'read by two', 'same birth']"
ok "again, nothing is new" k decide --file draft
ok "nothing was" holds "len([s for s in all_ if s.get('says') ==
	'differs']) == 1"
cat >bad <<E
same $A4 $B3
same $C3 $B3
different $A4 $C3
E
ok "one line contradicts two others: all or none" refuses 1 "line 3" \
	"said just now" -- decide --file bad
printf 'same %s %s\ndifferent %s %s\n' "$A4" "$B3" "$B3" "$A4" >bad
ok "said and denied in one file" refuses 1 "line 2" -- decide --file bad
echo "same $A4 record/000000000000" >bad
ok "what is not there" refuses 1 "line 1" "no record/000000000000" -- \
	decide --file bad
echo "perhaps $A4 $B3" >bad
ok "an unknown word" refuses 1 "line 1" "same, different or undo" -- \
	decide --file bad
ok "no file" refuses 1 "no such file" -- decide --file nothing
many() { # two hundred and sixty words are several acts
	python3 - <<'E' >many.csv
print("Nr,Who,When")
for i in range(300):
    print(f"m{i},Example Person {i},2000-01-01")
E
	sed 's/list-two/list-many/' two.ini >many.ini
	k import many.csv --map many.ini >said 2>&1 || cat said
	statements | python3 -c '
import json, sys
r = [s["about"] for s in map(json.loads, sys.stdin)
     if s.get("says") == "row" and s["value"].get("Nr", "").startswith("m")]
for a, b in zip(r[::2], r[1::2]):
    print("same", a, b)' >draft
	k decide --file draft
}
ok "more than an act holds" many
ok "each decision stands in one act" holds \
	"all(len({s['act'] for s in shown if s.get('says') == 'same' and
	s['value'] == p}) == 1 for p in {s['value'] for s in shown
	if s.get('says') == 'same'})"
ok "they stand" sound

# ---- two keepers who did not know of each other ----
people
printf 'record: %s\nsays:\n- differs: %s\n' "${A1#record/}" "${C1#record/}" \
	>apart.yaml
rm -rf c && cp -r a c
k decide "$A1" "$B1" --same >/dev/null 2>&1
k decide "$B1" "$C1" --same >/dev/null 2>&1
XDG_STATE_HOME=$tmp/elsewhere "$bin" -C c sign apart.yaml >act 2>err
ok "a word signed elsewhere is taken in" k append act
k build site >/dev/null 2>&1
ok "what is joined stays joined, and both are told" has \
	"site/en/$(person_of "$A1").html" "contradict each other" \
	"By decision of the keepers this is not"
ok "it is settled by taking one back" k decide "$A1" "$C1" --undo
k build site >/dev/null 2>&1
ok "and contested no more" not grep -rq "contradict each other" \
	site/en/person

# ---- misuse ----
ok "which word?" refuses 2 "say one of" -- decide "$A4" "$B3"
ok "two words" refuses 2 "say one of" -- decide "$A4" "$B3" --same --undo
ok "one alone" refuses 2 "which two" -- decide "$A4" --same
ok "itself" refuses 1 "both sides" -- decide "$A4" "$A4" --same
ok "nobody" refuses 1 "no record and no person" -- decide nobody "$A4" --same
ok "a list is nobody" refuses 1 "" -- decide "${list/list/source}" "$A4" \
	--same
ok "no such probability" refuses 2 "0.9931" -- decide "$A4" "$B3" --same \
	--shown 1.2
ok "a note cannot be public" refuses 1 "" -- decide "$A4" "$B3" --same \
	--reason "$(printf 'x\001y')"
done_testing
