#!/usr/bin/env bash
# record, with each disk call failing, and killed at each.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

new_archive a
k import person.yaml >said 2>&1 || cat said
printf 'person: doe-jane\nsays:\n- age: 41\n' >next.yaml
cat >one.yaml <<'X'
person: doe-jane
lang: en
says:
- work: gardener
- note: likes roses
X
python3 "$root/tests/cli/torture.py" "$bin" "$tmp" record "$tmp/one.yaml"
