#!/usr/bin/env bash
# Measures the built site; tables on the screen, figures in target/bench/*.json.
#   bench.sh [--quick] [NAME…]     all benches, or tests/bench/NAME.bench.mjs only
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

LOG=$CACHE/log

# What a bench compares with, from npm: only here, never for tests. A folder of the cache for
# each list of packages, and a link to it beside the bench's other working files.
peers() { # name of the bench
  local from=tests/bench/$1 home
  home=$CACHE/bench/$(cat "$from"/package*.json | cksum | awk '{ print $1 }')
  if [ ! -e "$home/complete" ]; then locked "$home" npm_install "$from" "$home"; fi
  mkdir -p "target/bench/$1"
  ln -sfn "$home/node_modules" "target/bench/$1/node_modules"
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
  if [ "$name" = render ]; then peers "$name"; fi
  node "tests/bench/$name.bench.mjs" ${flags[@]+"${flags[@]}"}
done
