#!/usr/bin/env bash
# Serves dist/ on PORT (8080) of this machine.
. "$(dirname "$0")/setting.sh"

exec "$(cargo_target)/release/stallmap" serve dist --port "${PORT:-8080}"
