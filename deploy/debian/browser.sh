#!/bin/sh
# The one window of the machine: Chromium over the whole screen in a compositor that shows nothing
# else. Run by stallmap-kiosk.service; flags and address may be changed in /etc/stallmap/browser.
set -eu

URL=http://127.0.0.1:8080/
LANGUAGE=zh-CN
PROFILE=/var/lib/stallmap/browser
EXTRA_FLAGS=
# A screen that hangs on its side: `-r` turns it clockwise by a quarter, up to three of them (cage of
# Debian 12). Later ones are turned from within: BEFORE='wlr-randr --output HDMI-A-1 --transform 90'.
CAGE_FLAGS=
BEFORE=:
# shellcheck source=/dev/null
if [ -r /etc/stallmap/browser ]; then . /etc/stallmap/browser; fi

# The watchdog gives a new browser time.
date +%s >/run/stallmap/started

# Storage is kept (the market without a network, counts, errors); what a page left behind in a crash
# is not asked about. No pinch, no swipe to another page: both belong to the map.
# shellcheck disable=SC2086 # several flags in one word
exec /usr/bin/cage -d $CAGE_FLAGS -- /bin/sh -c 'eval "$0"; exec "$@"' "$BEFORE" \
  /usr/bin/chromium \
  --kiosk \
  --ozone-platform=wayland \
  --user-data-dir="$PROFILE" \
  --accept-lang="$LANGUAGE" \
  --force-device-scale-factor=1 \
  --touch-events=enabled \
  --disable-pinch \
  --overscroll-history-navigation=0 \
  --enable-speech-dispatcher \
  --no-first-run \
  --no-default-browser-check \
  --noerrdialogs \
  --hide-crash-restore-bubble \
  --disable-background-networking \
  --disable-component-update \
  --disable-domain-reliability \
  --disable-sync \
  --no-pings \
  --password-store=basic \
  $EXTRA_FLAGS \
  "$URL"
