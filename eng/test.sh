#!/usr/bin/env bash
# Installs what is missing, builds, checks the style and runs the tests, which take ten to eleven of some fifteen minutes on two cores; .ci/run adds what is
# made of the packages and the long suites. `eng/test.sh STEP …` runs single steps: the files in eng/steps. Each prints its seconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off
# Projects are tested beside each other: threads of LightGBM that wait by spinning would take the cores from all of them.
export OMP_WAIT_POLICY=passive
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(build format unit)

for step in "${steps[@]}"; do
  if [ ! -f "eng/steps/$step.sh" ]; then
    echo "eng/test.sh: no step '$step'; there are: $(cd eng/steps && ls ./*.sh | sed 's#^\./##; s#\.sh$##' | tr '\n' ' ')" >&2
    exit 2
  fi
  echo "== $step"
  start=$SECONDS
  bash "eng/steps/$step.sh"
  echo "-- $step: seconds=$((SECONDS - start))"
  # The steps after this one take the packages as they are.
  if [ "$step" = package ]; then export MLDSL_PACKED=1; fi
done
echo "-- all: seconds=$SECONDS"
