# Predictions, outcomes, samples of predictions and registries that are written by programs killed 200 times: how many writes were acknowledged and how many of these are lost. Then how often the intervals of
# performance without labels hold what labels show, in 2,000 runs of 200, 1,000 and 5,000 rows whose probabilities are known, and how wide they are beside the intervals of one who knows them;
# the same of three classes; adult and written digits under shifts; the alarm on errors and its challenger on bicycle hire. With MLDSL_SAMPLE=N one Nth of the kills and runs.
set -euo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
kills=$((200 / ${MLDSL_SAMPLE:-1}))
dotnet build tests/MlDsl.Monitoring.Tests -c Release -v quiet --nologo
status=0
MLDSL_KILLS=$kills MLDSL_CBPE_RUNS=$((2000 / ${MLDSL_SAMPLE:-1})) dotnet test tests/MlDsl.Monitoring.Tests -c Release --no-build --nologo --logger "console;verbosity=detailed" \
  --filter "FullyQualifiedName~Killed|FullyQualifiedName~CoverageTests|FullyQualifiedName~BikeHourTests|FullyQualifiedName~AdultIsEstimated|FullyQualifiedName~DigitEstimateTests" > "$log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  cat "$log"
  exit "$status"
fi
grep -E '^ +monitoring: (store|sample|registry|cbpe|bike)|^ +(adult|digits):' "$log" | sed 's/^ *//'
# said NAME: a figure that a test wrote.
said() { sed -nE "s/^ *monitoring:.* ?$1=([0-9]+).*/\1/p" "$log"; }
[ "$(said store_kills)" = "$kills" ] && [ "$(said store_lost)" = 0 ] && [ "$(said store_half)" = 0 ] && [ "$(said sample_kills)" = "$kills" ] && [ "$(said sample_lost)" = 0 ] && [ "$(said registry_kills)" = "$kills" ] && [ "$(said registry_lost)" = 0 ]
