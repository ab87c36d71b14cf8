#!/usr/bin/env bash
# Installs what is missing, builds, and runs every check. `eng/test.sh STEP …` runs single steps: the files in eng/steps.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(build format unit declarations samples package door aot)

for step in "${steps[@]}"; do
  if [ ! -f "eng/steps/$step.sh" ]; then
    echo "eng/test.sh: no step '$step'; there are: $(cd eng/steps && ls ./*.sh | sed 's#^\./##; s#\.sh$##' | tr '\n' ' ')" >&2
    exit 2
  fi
  echo "== $step"
  bash "eng/steps/$step.sh"
done
