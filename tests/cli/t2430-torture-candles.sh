#!/usr/bin/env bash
# candles signed, with each disk call failing, and killed at each.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

new_archive a
k import person.yaml >said 2>&1 || cat said
printf 'person: doe-jane\nsays:\n- age: 41\n' >next.yaml
mkdir a/candles
printf '%s\n' 'kulpytas/candles/v1 2026-01-01' \
	w.1767225600.00.AAAAAAAAAAAAAAAB.all >a/candles/2026-01-01
python3 "$root/tests/cli/torture.py" "$bin" "$tmp" candles
