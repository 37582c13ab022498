#!/usr/bin/env bash
# together.sh GOAL…: makes internal goals of the Makefile side by side, one make at a
# time in this tree. Compiling trunk (minutes) goes on beside the rest that way.
. "$(dirname "$0")/setting.sh"
. "$(dirname "$0")/steps.sh"

"$(dirname "$0")/install.sh" basics
mkdir -p target
locked target/make "${MAKE:-make}" --no-print-directory -j4 "$@" ||
  # Other lanes may have gone on for minutes after it.
  stop 'a step failed: see the ✗ above.'
