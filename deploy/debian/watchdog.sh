#!/bin/sh
# Restarts the browser when its page says nothing any more, or says for long that it shows no market.
# Run by stallmap-watchdog.timer. It reads what nginx noted of the page's signs of life, a line each:
#   SECONDS.MILLISECONDS STATUS STATE SEQUENCE
# STATE is starting, ready or failed. Prints what it did; prints nothing when all is well.
set -eu

LOG=${STALLMAP_HEARTBEAT_LOG:-/var/log/stallmap/heartbeat.log}
RUN=${STALLMAP_RUN:-/run/stallmap}
UNIT=stallmap-kiosk.service
# No sign of life for so long (several of them are missing), or none that says `ready`.
MOST_SILENT_SECS=${STALLMAP_MOST_SILENT_SECS:-180}
MOST_UNREADY_SECS=${STALLMAP_MOST_UNREADY_SECS:-600}
# Each restart that did not help doubles the patience, up to this many times: a machine that cannot
# show the market, because its data is missing, say, does not blink all day.
MOST_DOUBLINGS=4
MOST_LOG_BYTES=1000000

now=$(date +%s)

number_in() { # file
  number=$(cat "$1" 2>/dev/null || true)
  case $number in
    '' | *[!0-9]*) echo 0 ;;
    *) echo "$number" ;;
  esac
}

# Seconds of the last line that fits, or 0.
last_beat() { # pattern
  line=$(tail -n 200 "$LOG" 2>/dev/null | grep -E "^[0-9]+[.][0-9]+ [0-9]+ $1" | tail -n 1 || true)
  echo "${line%%.*}" | grep -E '^[0-9]+$' || echo 0
}

later() { if [ "$1" -gt "$2" ]; then echo "$1"; else echo "$2"; fi; }

mkdir -p "$RUN"
started=$(number_in "$RUN/started")
alive=$(last_beat '')
ready=$(last_beat 'ready')
doublings=$(number_in "$RUN/doublings")
if [ "$ready" -gt "$started" ]; then
  doublings=0
  rm -f "$RUN/doublings"
fi

factor=1
i=0
while [ "$i" -lt "$doublings" ]; do
  factor=$((factor * 2))
  i=$((i + 1))
done

silent=$((now - $(later "$alive" "$started")))
unready=$((now - $(later "$ready" "$started")))
why=
if [ "$silent" -gt $((MOST_SILENT_SECS * factor)) ]; then
  why="no sign of life for $silent s"
elif [ "$unready" -gt $((MOST_UNREADY_SECS * factor)) ]; then
  why="not ready for $unready s"
fi

if [ -n "$why" ]; then
  echo "stallmap: $why: starting the browser again"
  if [ "$doublings" -lt "$MOST_DOUBLINGS" ]; then
    echo $((doublings + 1)) >"$RUN/doublings"
  fi
  # The browser notes its own start; this is for one that cannot even do that.
  echo "$now" >"$RUN/started"
  systemctl restart "$UNIT"
fi

# The newest lines are enough; nginx goes on behind them.
if [ -f "$LOG" ] && [ "$(wc -c <"$LOG")" -gt "$MOST_LOG_BYTES" ]; then
  tail -n 200 "$LOG" >"$RUN/heartbeat.short"
  cat "$RUN/heartbeat.short" >"$LOG"
  rm -f "$RUN/heartbeat.short"
fi
