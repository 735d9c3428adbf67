#!/usr/bin/env bash
# Every byte of an archive that a checkpoint needs is looked at.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

sample a
k release "$(ids a '"photo"')" >/dev/null 2>&1
k withhold "$(ids a CANARYHOME)" --reason protection 2>/dev/null
k verify >said 2>&1 || cat said >&2
cp -r a/public copy
python3 "$root/tests/cli/tamper.py" "$bin" copy "$(cat a/public/log/vkey)"
