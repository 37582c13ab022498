#!/usr/bin/env bash
# Every test: the native ones, then the built page in a real browser. The last line is
# always `N passed, N failed` over all of them; the exit status says the same.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

LOG=$ROOT/target/log
mkdir -p "$LOG"
passed=0
failed=0
here=$(dirname "$0")

# A program that stopped without a failing test of its own is one failure: it did not
# compile, crashed, or could not start.
count() { # passed, failed, exit status
  passed=$((passed + $1))
  failed=$((failed + $2))
  if [ "$3" -ne 0 ] && [ "$2" -eq 0 ]; then failed=$((failed + 1)); fi
}

# All features that run natively, so that every test runs exactly once. That the pure
# part compiles without them is checked by `make lint`.
native() {
  local status=0 sums
  say 'Native tests'
  cargo test --no-fail-fast --features publisher ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"} \
    </dev/null 2>&1 | tee "$LOG/native.log" || status=$?
  sums=$(awk '/^test result:/ { p += $4; f += $6 } END { print p + 0, f + 0 }' "$LOG/native.log")
  # shellcheck disable=SC2086 # two numbers
  count $sums "$status"
}

browser() {
  local status=0 sums
  say 'Tests of the search, and in the browser'
  rm -f "$LOG/browser.tap"
  STALLMAP=$(cargo_target)/release/stallmap node --test --test-concurrency=1 --test-timeout=600000 \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$LOG/browser.tap" \
    tests/search/*.test.mjs tests/browser/*.test.mjs </dev/null || status=$?
  sums=$(awk '$1 == "#" && $2 == "pass" { p = $3 }
    $1 == "#" && ($2 == "fail" || $2 == "cancelled") { f += $3 }
    END { print p + 0, f + 0 }' "$LOG/browser.tap" 2>/dev/null || echo '0 0')
  # shellcheck disable=SC2086 # two numbers
  count $sums "$status"
}

native
if "$here/together.sh" _test; then
  browser
else
  say 'The page was not built: its tests cannot run.' >&2
  failed=$((failed + 1))
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
