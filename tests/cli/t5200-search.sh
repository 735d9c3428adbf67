#!/usr/bin/env bash
# serve: the search page and what it answers while one types.  TAP.
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
person: one
lang: kk
says:
- name: Пробаев Ерасыл Тестұлы
- born.date: 1994-02-03
- died.date: 2022-01-05
- died.place: Мысалқала
- status: killed
---
person: two
lang: en
says:
- name: <b>Jane & "Doe"</b>
- status: killed
---
person: three
lang: ar
says:
- name: محمد الاختبار
- status: killed
---
person: four
lang: en
says:
- name: Zqcanaryqz Withheldname
- name: Plain Shownname
- status: killed
YAML
fresh
k import people.yaml >/dev/null 2>&1
"$bin" -C a serve --listen 127.0.0.1:0 >out 2>err &
server=$!
for _ in $(seq 200); do
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
ask() { # ask ADDRESS QUESTION
	get "$1" -G --data-urlencode "q=$2"
}
body() { # body TEXT...
	has body "$@"
}

get /kk/
ok "the wall has a field" body 'role="search"' 'action="search"' 'name="q"'
ok "and its script, a file of ours" body 'src="../static/search.js"' 
ok "no script stands in the page" not grep -qE '<script>|onclick|javascript:' body
ok "which the policy allows" grep -q "script-src 'self'" head
get /kk/timeline.html
ok "other pages have none" not body 'static/search.js'
get /static/search.js
ok "the script is there" grep -qi '^content-type: text/javascript' head

ask /kk/search ""
ok "an empty question is a page" grep -q '^HTTP/1.1 200' head
ok "with the field, and nobody" not body '<li>'
ask /ru/search "Probaev Erasyl"
ok "found in other letters" body "Пробаев Ерасыл Тестұлы" "person/"
ok "with the years" body "1994–2022"
ok "says why, in the language of the page" body "звучит так же"
ok "the question stays in the field" body 'value="Probaev Erasyl"'
ok "and in the other languages" body 'href="../kk/search?q=Probaev%20Erasyl"'
ok "is not kept by caches" grep -qi '^cache-control: .*no-cache\|no-store' head
ok "and has no tag" not grep -qi '^etag' head
ask /en/search "Прабоев"
ok "similar" body "similar" "Пробаев"
ask /kk/search "Пробаев Мысалкала 1994"
ok "by place and year" body "жері немесе тізімі" "жылы"
ask /kk/search "Qwrtpsd"
ok "nobody, said gently" body "ұмытылған жоқ"
ask /en/search "Mohammed"
ok "right to left" body 'dir="rtl">محمد'
ask /en/search '"><script>alert(1)</script>'
ok "what was asked is escaped" not grep -q '<script>alert' body
ask /en/search 'Jane Doe'
ok "so is what was found" body '&lt;b&gt;Jane &amp;'
get "/kk/search?q=%ff%fe"
ok "bad bytes are no question" grep -q '^HTTP/1.1 200' head
get "/kk/search?q=%E2%80%8B%E2%80%8B"
ok "nor what has no width" grep -q '^HTTP/1.1 200' head
get "/kk/search?q=$(printf 'a%.0s' $(seq 2000))"
ok "too long: refused" grep -q '^HTTP/1.1 414' head
get /xx/search?q=a
ok "no such language" grep -q '^HTTP/1.1 404' head

ask /kk/search.json "пробаев ера"
ok "while one types" sh -c 'python3 -c "
import json
m = json.load(open(\"body\"))
assert m[0][\"name\"].startswith(\"Пробаев\"), m
assert m[0][\"href\"].startswith(\"person/\"), m
assert [w[\"how\"] for w in m[0][\"why\"]] == [\"spelled\", \"begins\"], m
"'
ok "as JSON" grep -qi '^content-type: application/json' head
ask /kk/search.json ""
ok "nothing typed" sh -c 'grep -qx "\[\]" body'
href=$(python3 -c '
import json, urllib.request, sys
print(json.load(urllib.request.urlopen(sys.argv[1]))[0]["href"])' \
	"${url%/}/kk/search.json?q=Probaev")
get "/kk/$href"
ok "the address leads to the person" body "Пробаев Ерасыл"

# ---- the archive changes under it ----
cat >more.yaml <<'YAML'
person: five
lang: en
says:
- name: Jonathanmade Newcomer
- status: killed
YAML
k record more.yaml >/dev/null 2>&1
soon() { # soon COMMAND...: within ten seconds
	for _ in $(seq 100); do
		"$@" && return 0
		sleep 0.1
	done
	return 1
}
found() { ask /en/search "$1" && body "$2"; }
gone() { ask /en/search "$1" && not body "$2"; }
ok "who is new is found" soon found "Newkomer" "Jonathanmade"
id=$(k show Zqcanaryqz --json | python3 -c '
import json, sys
d = json.load(sys.stdin)
print(next(s["id"] for s in d["statements"]
           if "Zqcanaryqz" in json.dumps(s)))' 2>/dev/null)
[ -n "$id" ] || id=$(k show Zqcanaryqz | grep -A3 Zqcanaryqz |
	sed -n 's/.*statement \([A-Za-z0-9_-]*\),.*/\1/p' | head -1)
ok "a name that will be withheld is found" found Zqcanaryqz Zqcanaryqz
k withhold "$id" --reason court >/dev/null 2>&1
ok "withheld, it is not" soon gone "Zqcanaryq Withheldname" Zqcanaryqz
ok "not in what is typed either" sh -c \
	"! curl -s '${url%/}/en/search.json?q=Zqcanaryqz' | grep -q Withheld"
ok "not a byte of it in the file" soon sh -c \
	'test -s a/cache/find && ! grep -qaF Zqcanaryqz a/cache/find'
ok "the other name is" soon found Shownname "Plain Shownname"
head -c 3000 /dev/urandom >a/cache/find.x
mv a/cache/find.x a/cache/find
get /en/
ok "a broken file: the pages stay" grep -q '^HTTP/1.1 200' head
ok "without a field" not body 'role="search"'
ask /kk/search Shownname
ok "who asks all the same is told to come again" \
	grep -q '^HTTP/1.1 503' head
ok "in words" body "Іздеу қазір" "Поиск сейчас" "Try in some seconds"
stop
ok "nothing was said of who asked what" not grep -q . err

# ---- without a server ----
k build site >/dev/null 2>&1
ok "a site of files has no field that leads nowhere" \
	not grep -rq 'role="search"' site --include=*.html
done_testing
