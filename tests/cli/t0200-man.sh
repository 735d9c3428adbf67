#!/usr/bin/env bash
# The manual says what the program does: every command and option of the
# program stands in doc/man/kulpytas.1, and no other.  TAP.
. "$KULPYTAS_ROOT/tests/cli/lib.sh" || exit 1
page=$root/doc/man/kulpytas.1

# "command option" lines: what the program's help shows, what its table takes,
# what the manual says.
"$bin" help | sed -n 's/^  \([a-z]*\) .*/\1/p' >commands
while read -r command; do
	"$bin" help "$command" | grep -oE -- '--[a-z][a-z-]*' |
		sed "s/^--/$command /"
done <commands | sort -u >shown
python3 - "$root/src/cli/main.c" >taken <<'PY'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
for options, name in re.findall(
        r'-?\d+, -?\d+,\s*"([^"]*)",\s*cli_(\w+) \}', re.sub(r'\s+', ' ', text)):
    print(name, "")
    for option in options.split():
        print(name, option.rstrip("="))
PY
python3 - "$page" >manual <<'PY'
import re, sys
said, command = set(), None
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith((".Sh", ".Ss")):
        command = None
    found = re.match(r"\.It Cm (\w+)", line)
    if found:
        command = found[1]
        said.add((command, ""))
    if command:
        for option in re.findall(r"Fl -([a-z][a-z-]*)", line):
            said.add((command, option))
for command, option in sorted(said):
    print(command, option)
PY

lacks() { # lacks FILE: lines of it that the manual does not have
	[ -s "$1" ] && ! grep -vxF -f manual "$1"
}
sed 's/$/ /' commands >wanted
ok "every command of the help" lacks wanted
ok "every option of the help" lacks shown
ok "the table of the program is read" diff <(sort commands) \
	<(sed -n 's/ $//p' taken | sort)
ok "every option that the program takes" lacks taken
mkdir nowhere
known() { # every option of the manual is one to the program
	local command option
	while read -r command option; do
		[ -n "$option" ] || continue
		"$bin" -C nowhere "$command" "--$option" >"$tmp/said" 2>&1 ||
			true
		if grep -qE "no command|what is '--" "$tmp/said"; then
			# One that wants a value is known with it.
			"$bin" -C nowhere "$command" "--$option" x \
				>"$tmp/said" 2>&1 || true
		fi
		! grep -E "no command|what is '--" "$tmp/said" || return 1
	done <manual
}
ok "and no other" known
grep -rhoE 'getenv\("[A-Z_]+"\)|user_path\("[A-Z_]+"' "$root/src" |
	grep -oE '[A-Z][A-Z_]+' | grep -vE '^KULPYTAS_' | sort -u >variables
environment() {
	local name
	while read -r name; do
		grep -qx "\.It Ev $name" "$page" || { echo "$name"; return 1; }
	done <variables
	[ -s variables ]
}
ok "every variable of the environment" environment

quiet() { "$@" >said 2>&1; cat said; [ ! -s said ]; }
if command -v mandoc >/dev/null; then
	ok "mandoc -Tlint is quiet" quiet mandoc -Tlint "$page"
else
	skip "mandoc -Tlint is quiet" "no mandoc here"
fi
formatted() {
	LC_ALL=C.UTF-8 man --warnings -E UTF-8 -Tutf8 -Z -l "$page" \
		>/dev/null 2>said
	cat said
	[ ! -s said ]
}
if command -v man >/dev/null && command -v groff >/dev/null; then
	ok "man --warnings is quiet" formatted
else
	skip "man --warnings is quiet" "no man or groff here"
fi
done_testing
