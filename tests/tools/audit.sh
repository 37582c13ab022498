#!/usr/bin/env bash
# Known holes in the libraries and in the test tools. It asks the network's lists of them, so it is
# no part of `make lint`.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

failed=0
if command -v cargo-deny >/dev/null 2>&1; then
  cargo deny check || failed=1
else
  say 'cargo-deny is missing. Run: cargo install --locked cargo-deny' >&2
  failed=1
fi
npm audit --prefix tests || failed=1
exit "$failed"
