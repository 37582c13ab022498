#!/usr/bin/env bash
# Measures the built site; tables on the screen, figures in target/bench/*.json.
#   bench.sh [--quick] [NAME…]     all benches, or tests/bench/NAME.bench.mjs only
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

LOG=$CACHE/log

# What a bench compares with, from npm: only here, never for tests. A folder of the cache for
# each list of packages, and a link to it where the bench looks for them.
peers() { # folder of the list, folder of the link
  local from=$1 home
  home=$CACHE/bench/$(cat "$from"/package*.json | cksum | awk '{ print $1 }')
  if [ ! -e "$home/complete" ]; then locked "$home" npm_install "$from" "$home"; fi
  mkdir -p "$2"
  ln -sfn "$home/node_modules" "$2/node_modules"
}

npm_install() { # folder with the list, home
  if [ -e "$2/complete" ]; then return; fi
  mkdir -p "$2"
  cp "$1"/package*.json tests/.npmrc "$2/"
  step "$LOG/npm-bench.log" "what the bench in $1 compares with, from npm" \
    npm install --prefix "$2" --ignore-scripts ||
    stop "npm could not install the packages of $1/package.json: is there a network?"
  touch "$2/complete"
}

STALLMAP=$(cargo_target)/release/stallmap
export STALLMAP
mkdir -p target/bench
flags=()
names=()
for word in "$@"; do
  case $word in
    -*) flags+=("$word") ;;
    *) names+=("$word") ;;
  esac
done
if [ ${#names[@]} -eq 0 ]; then
  for bench in tests/bench/*.bench.mjs; do
    names+=("$(basename "$bench" .bench.mjs)")
  done
fi
for name in "${names[@]}"; do
  case $name in
    render) peers tests/bench/render target/bench/render ;;
    search) peers tests/bench/search tests/bench/search ;;
  esac
  node "tests/bench/$name.bench.mjs" ${flags[@]+"${flags[@]}"}
done
