#!/usr/bin/env bash
# What a machine can say about the code: format, lints, script and style checks.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

LOG=$ROOT/target/log
STEP_TAIL=80
failed=0

check() { # log, sentence, command…
  step "$LOG/$1.log" "${@:2}" || failed=1
}

clippy() { # log, sentence, flags…
  check "$1" "$2" cargo clippy ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"} "${@:3}" -- -D warnings
}

if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
  stop 'cargo fmt or clippy is missing. Run: rustup component add rustfmt clippy'
fi

check fmt 'Rust is formatted (else: cargo fmt)' cargo fmt --check
clippy clippy-pure 'clippy: the pure part alone' --lib
clippy clippy-native 'clippy: the program and all tests' --all-targets --features publisher
for module in web map search seal draft; do
  clippy "clippy-$module" "clippy: the module $module" \
    --target wasm32-unknown-unknown --no-default-features --features "$module" --lib --bin "stallmap-$module"
done
check sbom 'libraries and their licences' node tests/tools/sbom.mjs
if tests/node_modules/.bin/biome --version >/dev/null 2>&1; then
  check biome 'scripts and styles (else: tests/node_modules/.bin/biome check --write)' \
    tests/node_modules/.bin/biome check --error-on-warnings --colors=off
elif [ "${CI:-}" = true ]; then
  stop 'Biome did not install.'
else
  say '  - scripts and styles not checked: Biome has no program for this system'
fi

[ "$failed" -eq 0 ] || stop 'make lint found something: see above.'
