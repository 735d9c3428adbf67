#!/usr/bin/env bash
# withhold, with each disk call failing, and killed at each.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

new_archive a
k import person.yaml >said 2>&1 || cat said
printf 'person: doe-jane\nsays:\n- age: 41\n' >next.yaml
python3 "$root/tests/cli/torture.py" "$bin" "$tmp" withhold \
	"$(ids a CANARYHOME)" --reason protection --note "a note"
