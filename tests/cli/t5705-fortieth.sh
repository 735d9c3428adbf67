#!/usr/bin/env bash
# Fortieth days are worked out of days of death: 29 February moves them.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
trap 'chmod -R u+rwX "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT

fresh
{
	printf 'source: made-up-gazette\nlang: en\nsays:\n'
	printf -- '- publisher: Made-up Gazette\n'
	for day in 2020-01-21 2020-01-22 2021-01-21 2021-01-22 2020-02-29 \
		2021-02-28 2021-03-01 2019-11-23 1900-01-21 2000-01-21; do
		printf -- '---\nperson: doe-%s\nlang: en\nsays:\n' "$day"
		printf -- '- name: Doe of %s\n- status: killed\n' "$day"
		printf -- '- died.date: %s\n' "$day"
	done
} >people.yaml
ok "ten invented people" "$bin" -C a record people.yaml
ok "their pages" "$bin" -C a build site

# fortieth MM-DD DAY...: those, and nobody else, have it then.
fortieth() {
	local page=site/en/day/$1.html
	sed -n '/<h2[^>]*>[^<]*[Ff]ortieth day/,/<\/section>/p' "$page" 2>/dev/null |
		grep -o 'Doe of [0-9-]*' | sort -u >got
	shift
	for day in "$@"; do echo "Doe of $day"; done | sort -u | cmp -s - got
}
ok "29 February: of a leap year alone" fortieth 02-29 2020-01-21 2000-01-21
ok "1 March: of two days of death" fortieth 03-01 2020-01-22 2021-01-21 \
	1900-01-21
ok "2 March" fortieth 03-02 2021-01-22
ok "8 April: after 29 and 28 February" fortieth 04-08 2020-02-29 2021-02-28
ok "9 April" fortieth 04-09 2021-03-01
ok "over the turn of the year" fortieth 01-01 2019-11-23
ok "no other day" test ! -e site/en/day/03-03.html
done_testing
