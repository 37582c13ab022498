#!/usr/bin/env bash
# Builds one part of the site:
#   build.sh program   the operator's program `stallmap`
#   build.sh sample    target/sample: the sample market as a source folder
#   build.sh data      target/data: its publication
#   build.sh wasm      the widgets, compiled (trunk then finds them ready)
#   build.sh page      target/site: page, widgets and styles, from trunk
#   build.sh dist      dist/: page and publication together
#   build.sh package   target/package: the widgets as an npm package
# Which comes after which stands in the Makefile. A part is remade when what it is made
# from has other contents: times of files say nothing after a clone.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

LOG=$ROOT/target/log
KEYS=$ROOT/target/keys
mkdir -p "$KEYS"

# made NAME KEY RESULT: was RESULT made from exactly this?
made() { [ -e "$3" ] && [ "$(cat "$KEYS/$1" 2>/dev/null)" = "$2" ]; }
remember() { printf '%s\n' "$2" >"$KEYS/$1"; }
forget() { rm -f "$KEYS/$1"; }

program_path() { printf '%s/release/stallmap' "$(cargo_target)"; }

program() {
  step "$LOG/program.log" 'the program stallmap' \
    cargo build --release --features publisher --bin stallmap ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"}
}

# STALLS, PRODUCTS and SEED make another sample than the usual one.
sample() {
  local program key options=()
  program=$(program_path)
  if [ -n "${STALLS:-}" ]; then options+=(--stalls "$STALLS"); fi
  if [ -n "${PRODUCTS:-}" ]; then options+=(--products "$PRODUCTS"); fi
  if [ -n "${SEED:-}" ]; then options+=(--seed "$SEED"); fi
  key="$(cksum <"$program") ${options[*]-}"
  if made sample "$key" target/sample; then return; fi
  forget sample
  rm -rf target/sample
  step_shown "$LOG/sample.log" 'the sample market' \
    "$program" sample target/sample ${options[@]+"${options[@]}"}
  remember sample "$key"
}

data() {
  local program key
  program=$(program_path)
  key=$(cat "$KEYS/sample")
  if made data "$key" target/data/publication.json; then return; fi
  forget data
  step_shown "$LOG/data.log" 'its publication' "$program" build target/sample target/data
  remember data "$key"
}

# The WebAssembly modules of the page: `feature profile optimisation` each, the program is
# `stallmap-FEATURE`. The first is trunk's (flags and profile as in index.html and Trunk.toml:
# with others, trunk compiles again); the rest are laid beside it. `in-parts`: what the program
# marks with `wasm_split` becomes files of its own, which it loads when it needs them.
MODULES=('map map -O3' 'web web -Oz in-parts' 'search map -O3'
  'seal web -Oz' 'draft web -Oz')

# What all engines of the last years understand; never --all-features.
WASM_FEATURES=(--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext
  --enable-mutable-globals --enable-reference-types --enable-multivalue)

compiled() { # feature, profile
  printf '%s/wasm32-unknown-unknown/%s/stallmap-%s.wasm' "$(cargo_target)" "$2" "$1"
}

wasm() {
  local module feature profile
  for module in "${MODULES[@]}"; do
    read -r feature profile _ <<<"$module"
    step "$LOG/wasm-$feature.log" "the widgets, compiled: $feature" \
      cargo build --target=wasm32-unknown-unknown --profile "$profile" --bin "stallmap-$feature" \
      --no-default-features --features "$feature" ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"}
  done
}

# What trunk does for the first module.
beside() { # feature, profile, optimisation, in-parts or nothing
  local out=target/modules/$1 module
  module=$(compiled "$1" "$2")
  rm -rf "$out"
  if [ "${4:-}" = in-parts ]; then
    # The parts are cut out of what the linker wrote, and use memory, functions and table of the
    # rest: wasm-bindgen must leave them their exports.
    "$TOOLS/wasm-split-cli" --out-name "stallmap-$1" "$module" "$out/parts"
    module=$out/parts/stallmap-$1.wasm
    "$TOOLS/wasm-bindgen" --target web --no-typescript --keep-lld-exports --out-dir "$out" "$module"
    rm "$module"
    small "$3" "$out/parts"/*.wasm
    node tests/tools/parts.mjs "$out/stallmap-$1.js" "$out/parts"
    rm -r "$out/parts"
  else
    "$TOOLS/wasm-bindgen" --target web --no-typescript --out-dir "$out" "$module"
  fi
  small "$3" "$out/stallmap-$1_bg.wasm"
  cp "$out"/* target/site/
}

small() { # optimisation, modules…
  local wasm
  for wasm in "${@:2}"; do
    "$TOOLS/wasm-opt" "$1" --low-memory-unused --converge "${WASM_FEATURES[@]}" "$wasm" -o "$wasm.small"
    mv "$wasm.small" "$wasm"
  done
}

page() {
  local key module feature profile optimisation cut parts=() part
  for part in index.html public style src/domain/language/messages src/domain/language/preview Trunk.toml; do
    if [ -e "$part" ]; then parts+=("$part"); fi
  done
  key=$({
    find "${parts[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 cksum
    for module in "${MODULES[@]}"; do
      read -r feature profile _ <<<"$module"
      cksum <"$(compiled "$feature" "$profile")"
    done
    "$TOOLS/wasm-bindgen" --version
    cat tests/package.json "$0" tests/tools/parts.mjs tests/tools/minify.mjs tests/tools/offline.mjs tests/tools/integrity.mjs tests/tools/setting.sh
  } | cksum)
  if made page "$key" target/site/index.html; then return; fi
  forget page
  # Offline: trunk would otherwise fetch a program that it does not find.
  step "$LOG/page.log" 'the page' \
    "$TOOLS/trunk" build --release --offline true --dist target/site
  for module in "${MODULES[@]:1}"; do
    read -r feature profile optimisation cut <<<"$module"
    step "$LOG/page-$feature.log" "its module: $feature" \
      beside "$feature" "$profile" "$optimisation" "$cut"
  done
  step "$LOG/minify.log" 'its scripts, made small' node tests/tools/minify.mjs target/site
  node tests/tools/offline.mjs target/site
  node tests/tools/integrity.mjs target/site
  remember page "$key"
}

dist() {
  local data_key entry
  data_key=$(cat "$KEYS/data")
  mkdir -p dist
  if ! made dist-data "$data_key" dist/data/publication.json; then
    forget dist-data
    rm -rf dist/data
    step "$LOG/dist.log" 'the publication into dist/data' cp -R target/data dist/data
    remember dist-data "$data_key"
  fi
  for entry in dist/* dist/.[!.]*; do
    if [ "$entry" != dist/data ]; then rm -rf "$entry"; fi
  done
  cp -R target/site/. dist/
  # Where it will be hosted, for those who ask by oEmbed.
  if [ -n "${SITE:-}" ]; then node tests/tools/oembed.mjs dist "$SITE"; fi
}

package() {
  step "$LOG/package.log" 'the npm package' node tests/tools/package.mjs dist target/package
}

case ${1:-} in
  program | sample | data | wasm | page | dist | package) "$1" ;;
  *) stop "build.sh: what? program, sample, data, wasm, page, dist or package" ;;
esac
