#!/usr/bin/env bash
# Finds what the build and the tests need, and installs what is missing.
#   install.sh basics | std | trunk | bindgen | splitter | node | chromium | nginx
# What is on PATH in a fitting version is used as it is; everything else goes to the
# cache folder. One link per program in target/tools says what was chosen.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

LOG=$CACHE/log

# --- what we cannot install for anyone -------------------------------------------

basics() {
  local wanted have
  command -v cargo >/dev/null 2>&1 ||
    stop 'Rust is missing. Install it as https://www.rust-lang.org/tools/install says, then run this again.'
  rustc --version >/dev/null 2>&1 ||
    stop "Rust is installed but has no usable toolchain ($(rustc --version 2>&1 | head -n 1)). Run: rustup toolchain install stable"
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  have=$(rustc --version | awk '{ print $2 }')
  at_least "$have" "$wanted" ||
    stop "Rust $have is too old: this project needs $wanted or newer. Run: rustup update stable"
  command -v cc >/dev/null 2>&1 ||
    stop 'A C compiler is missing. Debian and Ubuntu: apt-get install build-essential; macOS: xcode-select --install'
  command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 ||
    stop 'Node.js 20 or newer with npm is missing. See https://nodejs.org/'
  at_least "$(node --version | tr -d v)" 20.0 ||
    stop "Node.js $(node --version) is too old: 20 or newer is needed."
}

# at_least HAVE WANTED, by the first two numbers.
at_least() {
  local have_major have_minor wanted_major wanted_minor
  IFS=.- read -r have_major have_minor _ <<<"$1"
  IFS=.- read -r wanted_major wanted_minor _ <<<"$2"
  [ "$have_major" -gt "$wanted_major" ] ||
    { [ "$have_major" -eq "$wanted_major" ] && [ "$have_minor" -ge "${wanted_minor:-0}" ]; }
}

# --- Rust for the browser --------------------------------------------------------

std() {
  local where
  where=$(rustc --print target-libdir --target wasm32-unknown-unknown)
  if ls "$where"/libstd-*.rlib >/dev/null 2>&1; then return; fi
  command -v rustup >/dev/null 2>&1 ||
    stop "This Rust cannot compile for browsers yet and did not come from rustup. Install the standard library for wasm32-unknown-unknown from where Rust came from (Debian: apt-get install libstd-rust-dev-wasm32), or use rustup."
  # Named, so that rustup neither guesses nor installs another toolchain.
  step "$LOG/std.log" 'Rust standard library for WebAssembly' \
    rustup target add wasm32-unknown-unknown --toolchain "$(rustup show active-toolchain | awk '{ print $1 }')" ||
    stop 'The target wasm32-unknown-unknown could not be installed. With a network, run: rustup target add wasm32-unknown-unknown'
}

# --- programs compiled with cargo ------------------------------------------------

trunk() { compiled trunk trunk "$TRUNK_VERSION" --no-default-features; }

bindgen() {
  local version
  version=$(locked_version wasm-bindgen)
  [ -n "$version" ] || stop 'Cargo.lock does not name wasm-bindgen. Run: cargo generate-lockfile'
  compiled wasm-bindgen-cli wasm-bindgen "$version"
}

splitter() {
  compiled wasm_split_cli_support wasm-split-cli "$SPLITTER_VERSION" --features build-binary
}

# compiled PACKAGE PROGRAM VERSION FLAGS…
compiled() {
  local package=$1 program=$2 version=$3 own
  shift 3
  own=$CACHE/tools/$program-$version/bin/$program
  if fits "$TOOLS/$program" "$version"; then return; fi
  for found in "$(found_elsewhere "$program")" "$own"; do
    if fits "$found" "$version"; then
      chosen "$program" "$found"
      return
    fi
  done
  locked "$CACHE/$program-$version" compile "$package" "$program" "$version" "$@"
  fits "$own" "$version" || stop "$program $version was compiled but does not run: $own"
  chosen "$program" "$own"
}

compile() { # package, program, version, flags…
  local package=$1 program=$2 version=$3
  shift 3
  # Another make may have done it while we waited.
  if fits "$CACHE/tools/$program-$version/bin/$program" "$version"; then return; fi
  step "$LOG/$program.log" "$program $version (compiled once, some minutes)" \
    cargo_install "$package" "$version" "$CACHE/tools/$program-$version" "$@"
}

# A debug build: it takes less than half of the time of an optimised one, and these
# programs mostly wait for cargo or copy. A folder of its own that survives an
# interruption: the second try goes on where the first stopped.
cargo_install() { # package, version, root, flags…
  local package=$1 version=$2 root=$3
  shift 3
  export CARGO_TARGET_DIR=$CACHE/build/$package-$version CARGO_PROFILE_DEV_DEBUG=0
  # Newest dependencies that this compiler can build.
  export CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback
  # Flags meant for this project (a linker, a target) are not meant for its tools.
  unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET
  # The lock file of a release may name a version that was withdrawn since: then without.
  # From the root folder, so that settings of this project do not apply.
  (cd / && {
    cargo install --debug --locked --root "$root" "$package@$version" "$@" ||
      cargo install --debug --root "$root" "$package@$version" "$@"
  }) && rm -rf "$CARGO_TARGET_DIR"
}

# fits PATH VERSION: does this program exist and say that it is this version? The splitter cannot
# say it: of that one, only what lies in the cache's folder for the version counts.
fits() {
  [ -n "$1" ] && [ -x "$1" ] || return 1
  case $(realpath "$1") in
    */wasm-split-cli) [[ $(realpath "$1") == */"wasm-split-cli-$2"/bin/* ]] ;;
    *) [ "$("$1" --version 2>/dev/null | awk '{ print $2; exit }')" = "$2" ] ;;
  esac
}

# A program on PATH that is not our own link.
found_elsewhere() {
  # `type -P` sees programs only, not the functions of this script.
  PATH=${PATH#"$TOOLS:"} type -P "$1" || true
}

chosen() { # program, path
  mkdir -p "$TOOLS"
  ln -sfn "$2" "$TOOLS/$1"
}

# --- packages of npm: wasm-opt, and what the tests use ---------------------------

node_packages() {
  local home
  # Named by what is in it: two clones with different lists do not disturb each other.
  home=$CACHE/node/$(cat tests/package.json tests/package-lock.json | cksum | awk '{ print $1 }')
  if [ ! -e "$home/complete" ]; then locked "$home" npm_install "$home"; fi
  if [ -d tests/node_modules ] && [ ! -L tests/node_modules ]; then
    stop 'tests/node_modules is a folder of yours. Remove it: a link to the shared packages belongs there.'
  fi
  ln -sfn "$home/node_modules" tests/node_modules
  chosen wasm-opt "$home/node_modules/.bin/wasm-opt"
}

npm_install() { # home
  if [ -e "$1/complete" ]; then return; fi
  mkdir -p "$1"
  cp tests/package.json tests/package-lock.json tests/.npmrc "$1/"
  # Not `npm ci`: it refuses a lock file without the programs of other systems, which
  # not every registry offers. Versions are exact, and what is locked is verified.
  step "$LOG/npm.log" 'wasm-opt and the test packages from npm' \
    npm install --prefix "$1" --ignore-scripts ||
    stop 'npm could not install the packages of tests/package.json: is there a network?'
  touch "$1/complete"
}

# --- the browser of the tests ----------------------------------------------------

chromium() {
  local path
  mkdir -p "$TOOLS"
  if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] || stop "CHROMIUM=$CHROMIUM is not a program."
  elif on_debian && ! dpkg -s chromium fonts-noto-cjk fonts-noto-core >/dev/null 2>&1; then
    if [ "$(id -u)" -ne 0 ]; then
      stop 'The tests need a browser and fonts. Run as root: apt-get install chromium fonts-noto-cjk fonts-noto-core; or set CHROMIUM to a Chromium of yours.'
    fi
    locked "$CACHE/apt" step "$LOG/apt.log" 'Chromium and fonts for the tests' apt_install ||
      stop 'apt-get could not install Chromium: is there a network? With a Chromium of your own, set CHROMIUM to its path.'
  fi
  path=$(find_chromium)
  [ -n "$path" ] || stop 'The tests need a Chromium. Install Chromium or Google Chrome with your system, and fonts with Chinese characters (Noto CJK); or set CHROMIUM to its path.'
  # A file with the path, not a link: browsers look for their parts beside themselves.
  printf '%s\n' "$path" >"$TOOLS/chromium.path"
}

on_debian() { grep -qs '^ID=debian' /etc/os-release && command -v apt-get >/dev/null 2>&1; }

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  local packages=(chromium fonts-noto-cjk fonts-noto-core)
  # The list of packages may be missing or old on a fresh machine.
  apt-get update && apt-get install -y --no-install-recommends "${packages[@]}"
}

find_chromium() {
  local name mac
  if [ -n "${CHROMIUM:-}" ]; then
    printf '%s\n' "$CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if type -P "$name"; then return; fi
  done
  for mac in '/Applications/Chromium.app/Contents/MacOS/Chromium' \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    if [ -x "$mac" ]; then
      printf '%s\n' "$mac"
      return
    fi
  done
}

# --- the web server of the samples -----------------------------------------------

# Only its program: installed as a package it would start serving this machine.
nginx() {
  local found
  if [ -x "$TOOLS/nginx" ]; then return; fi
  for found in "$(found_elsewhere nginx)" /usr/sbin/nginx "$CACHE/tools/nginx/usr/sbin/nginx"; do
    if [ -n "$found" ] && [ -x "$found" ]; then
      chosen nginx "$found"
      return
    fi
  done
  on_debian || stop 'The tests of the samples for hosts need nginx. Install it with your system.'
  locked "$CACHE/nginx" step "$LOG/nginx.log" 'nginx for the tests of the samples' nginx_download ||
    stop 'apt-get could not fetch nginx: is there a network? An nginx on PATH does as well.'
  chosen nginx "$CACHE/tools/nginx/usr/sbin/nginx"
}

nginx_download() {
  local folder=$CACHE/build/nginx package
  rm -rf "$folder" && mkdir -p "$folder" && cd "$folder" || return
  # Lists may be missing or old on a fresh machine; without the right to renew them, as they are.
  if [ "$(id -u)" -eq 0 ]; then apt-get update; fi
  apt-get download nginx nginx-common || return
  for package in *.deb; do dpkg-deb -x "$package" "$CACHE/tools/nginx"; done
  "$CACHE/tools/nginx/usr/sbin/nginx" -v
}

case ${1:-} in
  basics | std | trunk | bindgen | splitter | chromium | nginx) "$1" ;;
  node) node_packages ;;
  *) stop "install.sh: what? basics, std, trunk, bindgen, splitter, node, chromium or nginx" ;;
esac
