#!/usr/bin/env bash
# Serves dist/ on PORT (8080) of this machine.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

PORT=${PORT:-8080}
say "The kiosk: http://127.0.0.1:$PORT/ (Ctrl-C ends it)"
exec "$(cargo_target)/release/stallmap" serve dist --port "$PORT"
