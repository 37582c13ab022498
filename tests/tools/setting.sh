# Sourced by every script of this folder: where things are and which versions are
# meant. Sets strict mode, goes to the root of the repository, puts the tools of
# this tree first on PATH.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$ROOT"

# A make above us offers its job slots to every program below; cargo would then
# share two or three slots among all lanes. Each cargo counts the cores by itself.
unset MAKEFLAGS MFLAGS MAKELEVEL CARGO_MAKEFLAGS

# Compiled tools outlive the clone: compiling them is most of a first build.
CACHE=${STALLMAP_CACHE:-${XDG_CACHE_HOME:-${HOME:?HOME is not set; set STALLMAP_CACHE to a folder for the tools}/.cache}/stallmap}

# trunk 0.22 wants a newer compiler than this project.
TRUNK_VERSION=0.21.14

# Cuts a module into parts. Must read what `wasm_split_helpers` of Cargo.lock writes.
SPLITTER_VERSION=0.2.4

# What `install.sh` found or made, one link per program. First on PATH, so that
# trunk finds exactly these and never downloads anything.
TOOLS=$ROOT/target/tools
PATH=$TOOLS:$PATH
export PATH

# A tool that we did not compile ourselves may ask the network for its own news.
export TRUNK_SKIP_VERSION_CHECK=true

# A changed Cargo.toml may update the lock file on a developer's machine, never in CI.
CARGO_LOCKED=()
if [ "${CI:-}" = true ]; then CARGO_LOCKED=(--locked); fi

# The widgets are small first: views of one type instead of a type for each (a tenth off the
# module), and no path of the machine that built it in what visitors download.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg erase_components --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates --remap-path-prefix=$ROOT=."

# The version of one package in Cargo.lock.
locked_version() {
  awk -v package="\"$1\"" '$1 == "name" { found = $3 == package }
    $1 == "version" && found { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

# Where cargo puts what it builds (CARGO_TARGET_DIR and cargo's own settings count).
cargo_target() {
  cargo metadata --no-deps --format-version 1 ${CARGO_LOCKED[@]+"${CARGO_LOCKED[@]}"} |
    sed 's/.*"target_directory":"\([^"]*\)".*/\1/'
}
