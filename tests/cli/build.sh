# build.sh - what tests of builds share: a few people who are made up, a list,
# and whether a folder is as if it were made anew.  Sourced after lib.sh.
does() { # does LINE...: dossiers of doe-1 to doe-8, each with these lines too
	local i
	for i in $(seq 8); do
		cat <<YAML
---
person: doe-$i
lang: en
from: example-news
says:
- name: Jane Doe the $i.
- status: killed
- life: A life of the $i.
- died.date: 2031-02-0$i
  who: body:example-police
YAML
		[ $# = 0 ] || printf '%s\n' "$@"
	done
}
list_of() { # list_of NAME...: list.csv, list.ini; less.ini knows no dates
	local i=0 name
	echo No,Name,When >list.csv
	for name; do
		i=$((i + 1))
		echo "$i,$name,2031-02-0$i" >>list.csv
	done
	cat >list.ini <<'E'
[source]
handle = list-one
title = A list, made up
lang = en
[file]
format = csv
key = No
[columns]
No = public
Name = name lang=en
When = died.date format=ymd
E
	sed 's/died.date format=ymd/public/' list.ini >less.ini
}
made() { sed -n 's/.*; \([0-9]*\) pages were made.*/\1/p' said; }
pages() { sed -n 's/^\([0-9]*\) pages.*/\1/p' said; }
again() { # again [FOLDER]: built again it is as if made anew
	local out=${1:-out}
	k build "$out" >/dev/null 2>said || { cat said; return 1; }
	rm -rf anew
	k build anew >/dev/null 2>said.anew || { cat said.anew; return 1; }
	diff -r anew "$out"
}
partly() { # partly [FOLDER]: and not all of it was made
	again "$@" || return 1
	cat said
	[ "$(made)" -lt "$(pages)" ]
}
