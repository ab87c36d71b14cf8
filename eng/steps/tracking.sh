# Runs that are recorded by a program that is killed 200 times: how many were told of, in how many lines, and how many of those are lost. Then a run that is sent to a
# server of MLflow's protocol and cut off at each of its requests, before and behind what the request does: how often, and how many runs the server has of it.
set -euo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/MlDsl.Tracking.Tests -c Release -v quiet --nologo
status=0
MLDSL_KILLS=200 dotnet test tests/MlDsl.Tracking.Tests -c Release --no-build --nologo --logger "console;verbosity=detailed" > "$log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  cat "$log"
  exit "$status"
fi
# said NAME: a figure that tests wrote, of several the sum or the greatest.
said() { sed -nE "s/^ *tracking:.* ?$1=([0-9]+).*/\1/p" "$log"; }
cuts=$(said cuts | awk '{ n += $1 } END { print n + 0 }')
most=$(said mlflow_runs | sort -n | tail -n 1)
echo "tracking: kills=$(said kills) runs=$(said recorded) lines=$(said lines) lost=$(said lost) mlflow_cuts=$cuts mlflow_runs=$most"
[ "$(said kills)" = 200 ] && [ "$(said lost)" = 0 ] && [ "$cuts" -ge 40 ] && [ "$most" = 1 ]
