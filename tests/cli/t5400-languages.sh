#!/usr/bin/env bash
# Languages: the one of an address, of Accept-Language for "/" alone; kk-Latn
# by rule; right to left; a new language by one po file.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
server=
stop() {
	[ -z "$server" ] || kill -TERM "$server" 2>/dev/null
	[ -z "$server" ] || wait "$server"
	server=
}
trap 'stop; chmod -R u+rwX "$tmp"; rm -rf "$tmp"' EXIT
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY

cat >people.yaml <<'YAML'
source: gazette
lang: en
says:
- publisher: Example Gazette
- published: 2031-02-05
---
person: both
says:
- name: Жәнікей Доуқызы
  lang: kk-Cyrl
- name: Джейн Доу
  lang: ru
- name: Jane Doe
  lang: en
- status: killed
- died.date: 2031-01-05
  who: her brother
  from: gazette
- life: Ол мектепте сабақ берген.
  lang: kk
---
person: latin
says:
- name: Ұлан Мысалов
  lang: kk
- name: Ulan Mysalov
  lang: kk-Latn
- status: killed
---
person: russian
says:
- name: Щукин Пример
  lang: ru
- status: killed
---
person: english
says:
- name: Пример Роу
  lang: ru
- name: Richard Roe
  lang: en
- status: killed
---
person: arabic
says:
- name: محمد الاختبار
  lang: ar
- status: killed
YAML
fresh
k import people.yaml >/dev/null 2>&1
"$bin" -C a serve --address https://memorial.example/ \
	--listen 127.0.0.1:0 >out 2>err &
server=$!
for _ in $(seq 400); do
	url=$(cat out)
	[ -n "$url" ] && break
	sleep 0.05
done
get() { # get PATH [CURL OPTIONS]: head in ./head, body in ./body
	local path=$1
	shift
	curl -sS --max-time 20 -D head.raw -o body "$@" "${url%/}$path"
	tr -d '\r' <head.raw >head
}
asks() { # asks ACCEPT-LANGUAGE LOCATION
	get / -H "Accept-Language: $1"
	grep -qi "^location: $2\$" head && grep -qi '^vary: accept-language' head
}

# ---- which language ----
ok "the highest q wins" asks 'en;q=0.3, ru;q=0.8, kk;q=0.5' /ru/
ok "of equal ones the first" asks 'de, en;q=0.7, ru;q=0.7' /en/
ok "kk-Latn by its name" asks 'kk-Latn, ru;q=0.9' /kk-Latn/
ok "a country is no language" asks 'kk-KZ' /kk/
ok "q=0 is a no" asks 'ru;q=0, ru-KZ, en;q=0.1' /en/
get / -H 'Accept-Language: de, fr;q=0.9'
ok "none of ours: the page to choose" grep -q '^HTTP/1.1 200' head
ok "which depends on it too" grep -qi '^vary: accept-language' head
ok "it has all languages by their own names" has body '>Қазақша<' \
	'>Qazaqşa<' '>Русский<' '>English<' 'lang="kk-Latn"'
get /en/ -H 'Accept-Language: ru'
cp body plain
ok "an address is what it is" has body '<html lang="en"'
get /en/
ok "whatever is asked for" cmp body plain
ok "and says so to caches" not grep -qi '^vary: .*accept-language' head
get /kk/lists.html
ok "the same page in others" has body \
	'href="../kk-Latn/lists.html" hreflang="kk-Latn" lang="kk-Latn"' \
	'href="../en/lists.html" hreflang="en"'
ok "for machines too, with a whole address" has body \
	'<link rel="alternate" hreflang="ru" href="https://memorial.example/ru/lists.html">' \
	'hreflang="x-default" href="https://memorial.example/en/lists.html"'
get /kk/
ok "the wall of no language is where one chooses" has body \
	'hreflang="x-default" href="https://memorial.example/"' \
	'hreflang="kk" href="https://memorial.example/kk/"'
get /ru/nowhere.html
ok "what is not here is nowhere" not grep -q 'rel="alternate" hreflang' body

# ---- Kazakh in Latin letters ----
get /kk-Latn/
ok "words are Latin" has body '<html lang="kk-Latn"' 'Qabyrğa' '5 adam'
ok "and say that they are by rule" has body 'class="by-rule"'
ok "a Kazakh name becomes Latin, and says how it was said" has body \
	'<bdi title="aitylğan küiınde: Жәнікей Доуқызы">Jänıkei Douqyzy</bdi>'
ok "a name said in Latin letters stands as it was" has body \
	'<bdi>Ulan Mysalov</bdi>'
ok "a Russian name is marked as one" has body \
	'<bdi lang="ru-Latn" title="aitylğan küiınde: Щукин Пример">Ştşukin Primer<'
ok "but one that was said in Latin letters" has body \
	'<bdi lang="en">Richard Roe</bdi>'
ok "the order is that of Kazakh" sh -c "grep -o 'Jänıkei\|Ulan\|Richard' \
	body | tr '\n' ' ' | grep -q 'Jänıkei Richard Ulan'"
person=$(grep -o 'person/[^"]*' body | head -50 | while read -r p; do
	get "/en/$p"
	grep -q '<h1[^>]*><bdi>Jane Doe' body && echo "$p"
done)
get "/kk-Latn/$person"
ok "a page has dates in them" has body '2031 jylğy 5 qañtar' \
	'<title>Jänıkei Douqyzy'
ok "as it was said, the name stands there too" has body \
	'<bdi lang="kk-Cyrl">Жәнікей Доуқызы</bdi>'
ok "what people said is not touched" has body \
	'<bdi lang="kk">Ол мектепте сабақ берген.</bdi>'
get "/kk-Latn/search.json?q=Доуқызы"
ok "a name that is found is Latin" has body '"name":"Jänıkei Douqyzy"'
get "/kk-Latn/candle?for=all"
ok "a candle can be lit here" grep -q '^HTTP/1.1 200' head
ok "the Cyrillic page is as it was" sh -c "curl -sS '${url%/}/kk/' |
	grep -q '<bdi>Жәнікей Доуқызы</bdi>'"
ok "and does not speak of rules" sh -c "! curl -sS '${url%/}/kk/' |
	grep -q by-rule"

# ---- right to left: a test build has a language for it ----
get /ar-XB/
if grep -q '^HTTP/1.1 404' head; then
	skip "right to left" "not a test build"
else
	ok "a page runs from right to left" has body \
		'<html lang="ar-XB" dir="rtl">' 'تهع والل'
	ok "a name from left to right is isolated in it" has body \
		'<bdi lang="en">Jane Doe</bdi>'
	get "/ar-XB/$person"
	ok "in the title too" has body "<title>$(printf '\u2068Jane Doe\u2069')"
	ok "dates are those of Arabic" has body '5 يناير 2031'
	get /en/
	ok "no page leads there" not grep -q ar-XB body
fi
get /en/
arabic=$(sed -n 's/.*href="\(person[^"]*\)"><bdi lang="ar" dir="rtl">.*/\1/p' \
	body | head -1)
get "/en/$arabic"
ok "a name from right to left is isolated in a title" has body \
	"<title>$(printf '\u2068محمد الاختبار\u2069')"
stop
ok "build makes kk-Latn" k build site
ok "with all pages of kk" test "$(cd site/kk && find . | sort)" = \
	"$(cd site/kk-Latn && find . | sort)"
ok "and none that is not offered" test ! -e site/ar-XB

# ---- a new language: one po file ----
mkdir -p tree
ln -s "$root/src" "$root/templates" "$root/data" tree/
cp -r "$root/po" tree/po
po() { python3 "$root/tools/po.py" "$@"; }
po --template "$root" de | sed -e 's/^"X-Name: /&Deutsch/' \
	-e 's/^msgstr\(\[[01]\]\)\? ""$/msgstr\1 "wort {n}"/' >de.po
# The header's msgstr stays empty at its beginning.
sed -i '0,/^msgstr "wort {n}"$/s//msgstr ""/' de.po
cp de.po tree/po/de.po
ok "a file made of the template is complete" po --check tree
rules=$(dirname "$bin")/src/tongue/po_rules
[ -x "$rules" ] || rules=$(dirname "$bin")/po_rules
made() { po --rules "$rules" --labels "$root/data/properties.tsv" \
	"$@" words.c words.h w tree/po/*.po; }
ok "the program takes it" made
ok "behind the others, by its tag" has words.h \
	"$(printf '#define W_OFFERED 5')"
ok "by the name it has for itself" has words.h 'X("de", "Deutsch", false'
ok "with labels of properties" sh -c \
	'grep -A1 "\"died.date\"" words.c | grep -q "wort {n}"'
sed -i 's/nplurals=2/nplurals=3/; s/^msgstr\[1\].*/&\nmsgstr[2] "{n}"/' \
	tree/po/de.po
made_not() { # made_not WHY
	! made >said 2>&1 && has said "$1"
}
ok "it must have as many plurals as CLDR" made_not \
	'po/de.po: nplurals is 3, but the language has 2: one other'
done_testing
