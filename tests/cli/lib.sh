# lib.sh - what the tests of the command line share.  Sourced; makes a folder
# of its own and goes there; the user's state and cache lie in it too.
set -uo pipefail
shopt -s lastpipe # what ends a pipe counts in this shell
bin=$KULPYTAS_BIN
root=$KULPYTAS_ROOT
tmp=$(mktemp -d)
trap 'chmod -R u+rwX "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
export XDG_STATE_HOME="$tmp/state" XDG_CACHE_HOME="$tmp/cache"
cd "$tmp" || exit 1

count=0 failed=0
ok() { # ok TEXT COMMAND...
	local text=$1
	shift
	count=$((count + 1))
	if "$@" >"$tmp/why" 2>&1; then
		echo "ok $count - $text"
	else
		echo "not ok $count - $text"
		failed=$((failed + 1))
		head -20 "$tmp/why" | tr -c '[:print:]\n' '?' | sed 's/^/# /'
	fi
}
skip() { # skip TEXT WHY
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}
done_testing() {
	echo "1..$count"
	[ "$failed" = 0 ]
}
not() { ! "$@"; }
has() { # has FILE TEXT...
	local file=$1 text
	shift
	for text; do
		grep -qF -- "$text" "$file" || {
			echo "no '$text' in $file:"
			head -c 2000 "$file"
			return 1
		}
	done
}
k() { "$bin" -C a "$@"; }
fresh() { # fresh: a new archive a, of nothing
	[ -d "$tmp/empty" ] || new_archive "$tmp/empty"
	rm -rf a "$tmp/state" "$tmp/cache"
	cp -r "$tmp/empty" a
}
new_archive() { # new_archive DIR
	"$bin" init "$1" --title "Example memorial" \
		--origin example.test/memorial >/dev/null 2>&1
}
# The bytes of an archive that count, with what is private.
bytes_of() { # bytes_of DIR
	(cd "$1" && find public private -type f ! -path private/lock \
		! -path 'private/cache/*' -print0 | LC_ALL=C sort -z |
		xargs -0 sha256sum)
}
# Ends with that status, says all the texts, and adds nothing anywhere.
refuses() { # refuses STATUS TEXT... -- ARGS...
	local want=$1 got=0 texts=()
	shift
	while [ "$1" != -- ]; do
		texts+=("$1")
		shift
	done
	shift
	bytes_of a >"$tmp/before"
	k "$@" >"$tmp/out" 2>"$tmp/err" || got=$?
	bytes_of a >"$tmp/after"
	cat "$tmp/err"
	[ "$got" = "$want" ] || { echo "status $got, not $want"; return 1; }
	cmp "$tmp/before" "$tmp/after" || {
		echo "the archive has changed"
		diff "$tmp/before" "$tmp/after"
		return 1
	}
	[ ${#texts[@]} = 0 ] || has "$tmp/err" "${texts[@]}"
}
# Runs with --json; name=value pairs are looked for in what it prints.
counts() { # counts NAME=VALUE... -- ARGS...
	local want=()
	while [ "$1" != -- ]; do
		want+=("$1")
		shift
	done
	shift
	k "$1" --json "${@:2}" >"$tmp/json" 2>"$tmp/err" || {
		cat "$tmp/json" "$tmp/err"
		return 1
	}
	python3 -c '
import json, sys
got = json.load(open(sys.argv[1]))
bad = [w for w in sys.argv[2:] if got.get(w.split("=")[0]) !=
       int(w.split("=")[1])]
if bad:
    sys.exit("wanted %s, got %s" % (bad, got))' "$tmp/json" "${want[@]}" || {
		cat "$tmp/err"
		return 1
	}
}
# All statements, private ones too, one JSON object a line.
statements() {
	k export --what statements --format jsonl --private
}
code_of() { # code_of NAME: the twelve characters of who is called so
	k show "$1" --json 2>/dev/null | cut -d'"' -f4
}
# "RECORD STATEMENT" of each version of the rows that have that cell.
rows_of() { # rows_of CELL
	statements 2>/dev/null | python3 -c '
import json, sys
for line in sys.stdin:
    s = json.loads(line)
    if s.get("says") == "row" and sys.argv[1] in s["value"].values():
        print(s["about"].split("/")[1], s["id"])' "$1"
}
# A Python condition over all (every statement) and shown (public ones).
holds() { # holds EXPRESSION
	statements >"$tmp/all.jsonl" || return 1
	k export --what statements --format jsonl >"$tmp/shown.jsonl" ||
		return 1
	python3 -c '
import json, sys
def read(path):
    return [json.loads(l) for l in open(path, encoding="utf-8")]
all_, shown = read(sys.argv[1]), read(sys.argv[2])
def rows(of, says="row"):
    return [s["value"] for s in of if s.get("says") == says]
if not eval("(" + sys.argv[3] + ")"):
    print("does not hold: " + sys.argv[3])
    for s in all_:
        if s["act"] > 0:
            print(s)
    sys.exit(1)' \
		"$tmp/all.jsonl" "$tmp/shown.jsonl" "$1"
}
sound() { # the archive stands, and so does an index made anew
	k rebuild && k verify
}
