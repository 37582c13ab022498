# Sourced: how a step is shown, logged and kept from colliding with another make.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }

# Ends with a sentence that says what to do.
stop() {
  printf 'stallmap: %s\n' "$*" >&2
  exit 1
}

# 75 -> "1 min 15 s"
spoken_secs() {
  if [ "$1" -lt 60 ]; then printf '%s s' "$1"; else printf '%s min %s s' $(($1 / 60)) $(($1 % 60)); fi
}

# Signs of life of a step: its sentence after two seconds, then where it is.
# Ends by itself when the script that started it is gone (after Ctrl-C).
heartbeat() { # what, log, began (secs)
  local wait_secs=2 line crates
  line="  … $1"
  while sleep "$wait_secs" >/dev/null 2>&1; do
    kill -0 $$ 2>/dev/null || return 0
    say "$line"
    wait_secs=30
    crates=$(grep -c '^ *Compiling ' "$2" 2>/dev/null || true)
    line="    … $1: $(spoken_secs $((SECONDS - $3 + wait_secs)))"
    if [ "${crates:-0}" -gt 0 ]; then line="$line, $crates crates so far"; fi
  done
}

# step LOG-FILE SENTENCE COMMAND…: runs it quietly and says what and how long. When
# it fails: the end of the log, and where the rest is.
step() {
  local log=$1 what=$2 began=$SECONDS beat status=0
  shift 2
  mkdir -p "$(dirname "$log")"
  : >"$log"
  heartbeat "$what" "$log" "$began" &
  beat=$!
  "$@" >"$log" 2>&1 </dev/null || status=$?
  kill "$beat" 2>/dev/null || true
  wait "$beat" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then
    {
      say "  ✗ $what (after $(spoken_secs $((SECONDS - began))))"
      # Without cargo's list of what went well.
      grep -vE '^ *(Compiling|Checking|Downloaded|Downloading) ' "$log" |
        tail -n "${STEP_TAIL:-30}" | sed 's/^/      /' || true
      say "    The whole log: $log"
    } >&2
    return "$status"
  fi
  say "  ✓ $what ($(spoken_secs $((SECONDS - began))))"
}

# The same for a program that draws its own progress: on a terminal it may.
step_shown() {
  local log=$1 what=$2 began=$SECONDS
  if [ ! -t 2 ]; then
    step "$@"
    return
  fi
  shift 2
  say "  … $what"
  "$@" </dev/null || {
    say "  ✗ $what: the reason stands above" >&2
    return 1
  }
  say "  ✓ $what ($(spoken_secs $((SECONDS - began))))"
}

# locked NAME COMMAND…: one at a time among all makes that use the same NAME.
# The lock is not inherited by what COMMAND starts and leaves running.
locked() {
  local name=$1 status=0 holder
  shift
  mkdir -p "$(dirname "$name")"
  if command -v flock >/dev/null 2>&1; then
    (
      flock -n 9 || {
        say "  … another make is at work on $(basename "$name"); waiting for it"
        flock 9
      }
      "$@" 9>&-
    ) 9>"$name.lock"
    return
  fi
  # Systems without flock: a folder, taken over when its maker is gone.
  until mkdir "$name.held" 2>/dev/null; do
    holder=$(cat "$name.held/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -rf "$name.held"; fi
    sleep 1
  done
  echo $$ >"$name.held/pid"
  ("$@") || status=$?
  rm -rf "$name.held"
  return "$status"
}
