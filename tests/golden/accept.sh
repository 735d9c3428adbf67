#!/usr/bin/env bash
# accept.sh [KULPYTAS] - what the program makes of this folder today becomes
# what is expected.  Read the difference before it is committed: a changed
# checkpoint or payload means that the format of the log has changed.
set -euo pipefail
here=$(cd -- "$(dirname -- "$0")" && pwd)
bin=${1:-$here/../../build-test/kulpytas}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/make.sh" "$bin" "$work"
rm -rf "$here/expected"
cp -R "$work/results" "$here/expected"
git -C "$here" status --short expected
git -C "$here" --no-pager diff --stat -- expected
