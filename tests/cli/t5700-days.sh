#!/usr/bin/env bash
# Days of remembrance: who is remembered today, the days of a year, calendars.
# The server is asked on days of its own (test builds obey KULPYTAS_NOW).
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
server=
stop() {
	[ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null
	server=
}
trap 'stop; chmod -R u+rwX "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
on() { # on TIME [OPTIONS]: a server for whom it is that moment
	stop
	: >out
	KULPYTAS_NOW=$1 "$bin" -C a serve --listen 127.0.0.1:0 "${@:2}" \
		>out 2>err &
	server=$!
	for _ in $(seq 200); do
		url=$(cat out)
		[ -n "$url" ] && return 0
		sleep 0.05
	done
	cat err
	return 1
}
get() { # get PATH: body in ./body, head in ./head
	curl -sS --max-time 20 -D head -o body "${url%/}$1" &&
		head -1 head | grep -q ' 200 '
}
page() { # page PATH TEXT...
	get "$1" && has body "${@:2}"
}
lacks() { # lacks PATH TEXT
	get "$1" && ! grep -qF -- "$2" body
}
# What stands between a heading and the next.
under() { sed -n "/<h2[^>]*>$1/,/<\/section>/p" body; }
in_part() { under "$1" | grep -qF -- "$2"; }

fresh
cat >people.yaml <<'YAML'
source: made-up-gazette
lang: en
says:
- publisher: Made-up Gazette
---
person: doe-jane
lang: en
says:
- name: Jane Doe
- status: killed
- died.date: 2022-01-05
---
person: doe-john
lang: en
says:
- name: John, "the" Doe; \ Älteşov
- status: killed
- died.date: 2022-01-06
  who: his sister
  from: made-up-gazette
- died.date: 2022-01-07
  who: CANARY-OFFICE
---
person: loe-max
lang: en
says:
- name: Max Loe
- status: died
- died.date: 2020-02-29
---
person: about-ann
lang: en
says:
- name: Ann About
- status: killed
- died.date: 2022-01-05~
---
person: month-mia
lang: en
says:
- name: Mia Month
- status: killed
- died.date: 2022-01
---
person: roe-sam
lang: en
says:
- name: Sam Roe
- status: missing
- died.date: 2022-01-05
---
person: poe-kim
lang: en
says:
- name: Kim Poe
- status: found-alive
- died.date: 2022-01-05
---
person: hid-den
lang: en
says:
- name: Hidden Person
- status: killed
- died.date: 2022-01-05
  as: secret
---
event: made-up-ceremony
lang: en
who: families of Exampletown
says:
- event.kind: ceremony
- title: "Candles, at the square; all are welcome"
- date: 2027-01-05
- time: 12:00/13:30
- place: Square of Exampletown
---
event: made-up-morning
lang: en
says:
- event.kind: ceremony
- title: A morning of names
- date: 2024-01-04
- time: morning
---
event: made-up-happening
lang: en
says:
- event.kind: happening
- title: No ceremony at all
- date: 2027-01-05
YAML
cat >zone.yaml <<'YAML'
archive: this
says:
- archive.zone: Asia/Almaty
  lang: en
YAML
ok "people and ceremonies are taken in" k import people.yaml
ok "the zone is stated" k record zone.yaml
k export --what people --format csv >people.csv
id_of() { grep -F "$1" people.csv | grep -m1 -oE '[0-9A-HJKMNP-TV-Z]{12}' | head -1; }
jane=$(id_of "Jane Doe") john=$(id_of "John,") sam=$(id_of "Sam Roe")

# ---- today ----
# 4 January 19:00 UTC is 5 January in Almaty since 2024.
on 2027-01-04T18:59:59Z || exit 1
get /en/today.html
if ! grep -q 'January 2027' body; then
	skip "a day of one's own" "this build knows no other time"
	done_testing
	exit
fi
ok "a second before midnight in Almaty it is the 4th" page /en/today.html \
	'4 January 2027' 'Asia/Almaty' 'No day that is known to us falls on today'
on 2027-01-04T19:00:00Z
ok "at midnight it is the 5th" page /en/today.html '5 January 2027' 'Jane Doe'
ok "and she is named, with the day" in_part 'They died on this day' \
	'5 January 2022'
ok "whose day is only about so is not" eval '! in_part "They died" "Ann About"'
ok "nor whose month alone is known" eval '! in_part "They died" "Mia Month"'
ok "nor who is missing, whatever else is said" lacks /en/today.html 'Sam Roe'
ok "nor who lives" lacks /en/today.html 'Kim Poe'
ok "the ceremony of the day, in both clocks" page /en/today.html \
	'Candles, at the square; all are welcome' \
	'from 12:00 to 13:30' '07:00–08:30 UTC' 'Square of Exampletown' \
	'families of Exampletown'
ok "what is no ceremony is not there" lacks /en/today.html 'No ceremony at all'
ok "the wall says whom we remember" page /en/ 'Today we remember' 'Jane Doe'
ok "and on it nobody else" eval \
	'! grep "class=\"today\"" body | grep -F "Max Loe"'
ok "in Kazakh" page /kk/today.html '2027 жылғы 5 қаңтар' 'Бүгін еске аламыз'
ok "in Russian" page /ru/today.html '5 января 2027 года' 'Сегодня мы помним'
ok "the days before and after stand below" page /en/today.html \
	'day/01-06.html' 'day/02-29.html'
on 2027-01-06T12:00:00Z
ok "an account that others contradict says whose it is" page /en/today.html \
	'John' 'accounts of the day differ' 'his sister' 'Made-up Gazette'
ok "and only its own" lacks /en/today.html CANARY-OFFICE
on 2027-01-07T12:00:00Z
ok "the other account has its day too" page /en/today.html 'John' \
	CANARY-OFFICE
on 2022-02-13T12:00:00Z
ok "the fortieth day counts the day of death" page /en/today.html
ok "with its heading" in_part 'The fortieth day' 'Jane Doe'
on 2023-02-13T12:00:00Z
ok "and comes once" lacks /en/today.html 'They died on this day'
ok "only" lacks /en/today.html 'The fortieth day<'
on 2023-02-28T12:00:00Z
ok "29 February is remembered on the 28th" page /en/today.html 'Max Loe'
on 2024-02-28T12:00:00Z
ok "but not in a leap year" eval \
	'get /en/today.html; ! in_part "They died" "Max Loe"'
on 2024-02-29T12:00:00Z
ok "then on its own" page /en/today.html
ok "day" in_part 'They died on this day' 'Max Loe'
on 2020-01-05T12:00:00Z
ok "nobody is remembered before their death" page /en/today.html \
	'No day that is known to us falls on today'
on 2024-01-05T12:00:00Z
ok "a ceremony of yesterday is not forgotten" page /en/today.html \
	'A morning of names' 'in the morning'
ok "nor one to come" page /en/today.html 'Candles, at the square'

# ---- days of the year ----
ok "a day of the year has a page" page /en/day/01-05.html 'Jane Doe'
ok "a fortieth day too" page /en/day/02-13.html \
	'Their fortieth day fell on this day' 'Jane Doe'
ok "28 February names who died on the 29th" page /en/day/02-28.html \
	'They died on 29 February' 'Max Loe'
for path in 01-01 02-30 13-01 1-5 01-05-1 01-05-2 01-05-x 01-05x x; do
	ok "no page of $path" not get "/en/day/$path.html"
done

# ---- a withheld day ----
k export --what statements --format jsonl >all.jsonl
secret=$(jq -r "select(.says == \"died.date\" and .about == \"person/$(
	id_of Hidden)\").id" all.jsonl)
on 2027-01-05T00:00:00Z
ok "before: named" page /en/today.html 'Hidden Person'
k withhold "$secret" --reason protection >said 2>&1 || cat said
on 2027-01-05T00:00:01Z
ok "whose day is withheld has none" lacks /en/today.html 'Hidden Person'
ok "nor in the calendar" lacks /en/calendar.ics 'Hidden Person'

# ---- calendars ----
on 2027-01-05T00:00:00Z --address https://memorial.example
ok "a calendar for all" get /en/calendar.ics
ok "has its type" grep -qi '^content-type: text/calendar; charset=utf-8' head
cp body all.ics
ok "one for a person" get "/en/person/$john.ics"
cp body john.ics
ok "who is missing has none but an empty one" eval \
	'get "/en/person/$sam.ics" && ! grep -q VEVENT body'
get /kk/calendar.ics && cp body kk.ics
cat >check.py <<'PY'
import datetime, sys
import icalendar
D = datetime.date
def raw(path):
    b = open(path, "rb").read()
    assert b.endswith(b"END:VCALENDAR\r\n"), "end"
    assert b.count(b"\n") == b.count(b"\r\n") == b.count(b"\r"), "line ends"
    for line in b.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode("utf-8")
    return icalendar.Calendar.from_ical(b)
def events(cal):
    return {str(e["UID"]): e for e in cal.walk("VEVENT")}
all_, john, kk = (raw(p) for p in sys.argv[1:4])
jane, john_id = sys.argv[4:6]
for cal in (all_, john, kk):
    assert cal["VERSION"] == "2.0" and cal["PRODID"] and \
        cal["CALSCALE"] == "GREGORIAN" and cal["METHOD"] == "PUBLISH"
    assert cal["X-WR-TIMEZONE"] == "Asia/Almaty"
    assert not list(cal.walk("VALARM"))
    es = list(cal.walk("VEVENT"))
    assert len({str(e["UID"]) for e in es}) == len(es) > 0
    for e in es:
        for key in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            assert key in e, key
        assert e["TRANSP"] == "TRANSPARENT"
        assert e["DTSTAMP"].dt.tzinfo is not None
        assert str(e["URL"]).startswith("https://memorial.example/")
        start = e["DTSTART"].dt
        if not isinstance(start, datetime.datetime):
            assert e["DTEND"].dt - start == datetime.timedelta(1)
es = events(all_)
o = "@example.test/memorial"
died = es[jane + "-died-2022-01-05" + o]
assert died["DTSTART"].dt == D(2022, 1, 5)
assert died["RRULE"]["FREQ"] == ["YEARLY"] and len(died["RRULE"]) == 1
assert str(died["SUMMARY"]) == "Jane Doe: day of remembrance"
fortieth = es[jane + "-40th-2022-01-05" + o]
assert fortieth["DTSTART"].dt == D(2022, 2, 13) and "RRULE" not in fortieth
leap = [e for e in es.values() if str(e["SUMMARY"]).startswith("Max Loe")
        and "RRULE" in e]
assert leap[0]["RRULE"]["BYMONTH"] == [2] and \
    leap[0]["RRULE"]["BYMONTHDAY"] == [-1]
rite = [e for e in es.values() if "-ceremony" in str(e["UID"])]
assert len(rite) == 2
timed = [e for e in rite if isinstance(e["DTSTART"].dt, datetime.datetime)]
assert len(timed) == 1
U = datetime.timezone.utc
assert timed[0]["DTSTART"].dt == datetime.datetime(2027, 1, 5, 7, 0, tzinfo=U)
assert timed[0]["DTEND"].dt == datetime.datetime(2027, 1, 5, 8, 30, tzinfo=U)
assert str(timed[0]["SUMMARY"]) == "Candles, at the square; all are welcome"
assert str(timed[0]["LOCATION"]) == "Square of Exampletown"
assert all("happening" not in str(e["UID"]) for e in es.values())
assert set(events(john)) == {john_id + "-%s-2022-01-0%d" % (what, d) + o
                             for what in ("died", "40th") for d in (6, 7)}
assert set(events(john)) < set(es)
name = "John, \"the\" Doe; \\ Älteşov"
assert any(str(e["SUMMARY"]).startswith(name) for e in es.values())
assert any("CANARY-OFFICE" in str(e["DESCRIPTION"]) for e in es.values())
assert set(events(kk)) == set(es), "the same events in each language"
assert not any(n in str(e["SUMMARY"]) for e in es.values()
               for n in ("Ann About", "Mia Month", "Sam Roe", "Kim Poe"))
print(len(es), "events")
PY
if /usr/bin/python3 -c 'import icalendar' 2>why; then
	ok "an independent parser reads them, and they say what they should" \
		/usr/bin/python3 check.py all.ics john.ics kk.ics "$jane" "$john"
else
	skip "an independent parser" "python3-icalendar is not installed"
fi
on 2029-06-05T00:00:00Z --address https://memorial.example
get /en/calendar.ics
ok "the same log gives the same bytes on another day" cmp body all.ics

# ---- a copy without a server ----
ok "build" k build site --address https://memorial.example
ok "its calendar is the server's" cmp site/en/calendar.ics all.ics
ok "its page of today is the year" has site/en/today.html \
	'Days of remembrance' 'href="day/01-05.html"' 'href="day/02-29.html"' \
	'Candles, at the square' 'January' 'February'
ok "which does not say that anybody is remembered today" eval \
	'! grep -q "<p class=\"today\"\|<h1[^>]*><bdi>Today" site/en/today.html \
	    site/en/index.html'
ok "each day has its file" test -f site/en/day/01-05.html -a \
	-f site/en/day/02-13.html -a -f site/kk/day/02-28.html -a \
	! -e site/en/day/01-01.html
cp -r site was
ok "on another day it builds the same" env KULPYTAS_NOW=2030-02-03T00:00:00Z \
	"$bin" -C a build site --address https://memorial.example
ok "byte for byte" diff -r site was

# ---- zones ----
cat >zone.yaml <<'YAML'
archive: this
says:
- archive.zone: Mars/Olympus
  lang: en
YAML
new_archive b
"$bin" -C b import people.yaml >said 2>&1
stop # or it would make files there meanwhile
rm -rf a && mv b a
ok "a zone that there is not is refused" refuses 1 "zone.yaml:3: archive.zone" \
	"as Asia/Almaty" "no time zone Mars/Olympus" -- record zone.yaml
sed -i 's,Mars/Olympus,../../etc/passwd,' zone.yaml
ok "and what is no name of one" refuses 1 "zone.yaml:3: archive.zone" \
	"no name of a time zone" -- record zone.yaml
printf 'archive: this\nsays:\n- archive.address: mailto:jane@doe.example\n' >w.yaml
ok "an address where nothing is published" refuses 1 \
	"w.yaml:3: archive.address" "as https://memorial.example" -- record w.yaml
sed -i 's,mailto.*,https://memorial.example/?a=b,' w.yaml
ok "or that no page can be put behind" refuses 1 "as https://" -- record w.yaml
printf 'archive: this\nsays:\n- archive.contact: geo:1,2\n' >w.yaml
ok "a contact that is none" refuses 1 "w.yaml:3: archive.contact" \
	"as mailto:" -- record w.yaml
printf 'archive: this\nsays:\n- archive.language: Kazakh language\n' >w.yaml
ok "a language that is none" refuses 1 "w.yaml: line 3: archive.language" "BCP 47" \
	-- record w.yaml
printf 'archive: this\nlang: en\nsays:\n- %s\n- %s\n' \
	'archive.zone: Asia/Almaty' 'archive.contact: mailto:k@doe.example' >w.yaml
ok "what can be used is taken" k record w.yaml
# A machine that knows no zones.
cat >zoneless <<'E'
#!/bin/sh
exec unshare -rm sh -c 'mount -t tmpfs none /usr/share/zoneinfo && exec "$@"' \
	sh "$REAL" "$@"
E
chmod +x zoneless
if REAL=true ./zoneless 2>err; then
	export REAL=$bin
	bin=$PWD/zoneless
	on 2027-01-05T00:00:00Z
	bin=$REAL
	ok "a zone that is not there is told to who serves" has err \
		'Asia/Almaty' tzdata
	ok "and days are those of UTC" page /en/today.html '5 January 2027' \
		'<bdi>UTC</bdi>'
else
	skip "a zone that is not there is told to who serves" "no namespaces"
	skip "and days are those of UTC" "no namespaces"
fi
done_testing
