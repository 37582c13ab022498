#!/usr/bin/env bash
# reproducible.sh: builds dist/ twice from nothing, in two folders, and compares every byte. Takes
# twice the time of the first `make dist`; the compiled tools are shared.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

place=${1:-$(mktemp -d)}
for round in first second; do
  rm -rf "$place/$round"
  mkdir -p "$place/$round"
  git -C "$ROOT" archive HEAD | tar -x -C "$place/$round"
  # What would otherwise be shared: compiled libraries.
  (cd "$place/$round" && CARGO_TARGET_DIR= && unset CARGO_TARGET_DIR && make dist)
  (cd "$place/$round/dist" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) \
    >"$place/$round.sums"
done
if cmp "$place/first.sums" "$place/second.sums"; then
  say "$(wc -l <"$place/first.sums") files, the same bytes twice"
else
  diff "$place/first.sums" "$place/second.sums" || true
  stop 'two builds of the same sources differ: see above.'
fi
