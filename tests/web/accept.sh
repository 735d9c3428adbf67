#!/usr/bin/env bash
# accept.sh - the main pages as they look today become what is expected.
# Look at the pictures in build-test/web before this is committed.
set -euo pipefail
here=$(cd -- "$(dirname -- "$0")" && pwd)
"$here/run" accept.mjs
du -sh "$here/golden"
git -C "$here" status --short golden
