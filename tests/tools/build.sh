#!/usr/bin/env bash
# Builds one part of the site:
#   build.sh program   the operator's program `stallmap`
#   build.sh sample    target/sample: the sample market as a source folder
#   build.sh data      target/data: its publication
#   build.sh wasm      the widgets, compiled (trunk then finds them ready)
#   build.sh page      target/site: page, widgets and styles, from trunk
#   build.sh dist      dist/: page and publication together
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

# Flags and profile as in index.html and Trunk.toml: with others, trunk compiles again.
wasm() {
  step "$LOG/wasm.log" 'the widgets, compiled' \
    cargo build --target=wasm32-unknown-unknown --profile web --bin stallmap-web \
    --no-default-features --features web ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"}
}

page() {
  local key compiled parts=() part
  for part in index.html public style src/domain/language/messages Trunk.toml; do
    if [ -e "$part" ]; then parts+=("$part"); fi
  done
  compiled=$(cargo_target)/wasm32-unknown-unknown/web/stallmap-web.wasm
  key=$({
    find "${parts[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 cksum
    cksum <"$compiled"
    "$TOOLS/wasm-bindgen" --version
    cat tests/package.json
  } | cksum)
  if made page "$key" target/site/index.html; then return; fi
  forget page
  # Offline: trunk would otherwise fetch a program that it does not find.
  step "$LOG/page.log" 'the page' \
    "$TOOLS/trunk" build --release --offline true --dist target/site
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
}

case ${1:-} in
  program | sample | data | wasm | page | dist) "$1" ;;
  *) stop "build.sh: what? program, sample, data, wasm, page or dist" ;;
esac
