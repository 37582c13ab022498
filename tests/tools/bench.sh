#!/usr/bin/env bash
# Measures the built site; tables on the screen, figures in target/bench/*.json.
. "$(dirname "$0")/setting.sh"

STALLMAP=$(cargo_target)/release/stallmap
export STALLMAP
mkdir -p target/bench
for bench in tests/bench/*.bench.mjs; do
  node "$bench"
done
