#!/usr/bin/env bash
# What a build's log says of MLD rules, one finding a line, as the leakage tour's README shows it: leaks.sh LOG.
set -euo pipefail
grep -oE 'Program\.cs\([0-9]+,[0-9]+\): (error|warning) MLD[0-9]{4}: .* \[' "$1" | sed -E 's/ (\(https[^ ]*\) )?\[$//' | sort -u || true
