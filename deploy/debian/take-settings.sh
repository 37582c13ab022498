#!/bin/sh
# Takes over the newest `kiosk.json` that a technician saved on the status page.
#   take-settings.sh [FILE]
set -eu

EXPORTS=${STALLMAP_EXPORTS:-/var/lib/stallmap/exports}
SETTINGS=${STALLMAP_SETTINGS:-/etc/stallmap/kiosk.json}

file=${1:-}
if [ -z "$file" ]; then
  # A second one is called `kiosk (1).json`.
  # shellcheck disable=SC2012 # the browser named them
  file=$(ls -t "$EXPORTS"/kiosk*.json 2>/dev/null | head -n 1)
fi
[ -n "$file" ] || { echo "take-settings: nothing was saved in $EXPORTS" >&2; exit 1; }
# An object that names a kiosk: not the counts, and not a file that broke off.
tr -d ' \t\r\n' <"$file" | grep -Eq '^\{.*"kiosk":".*\}$' || {
  echo "take-settings: $file is not what the status page saves" >&2
  exit 1
}
if [ -e "$SETTINGS" ]; then cp -p "$SETTINGS" "$SETTINGS.before"; fi
install -m 644 "$file" "$SETTINGS"
echo "$SETTINGS is now $file; the one before is kept as $SETTINGS.before"
