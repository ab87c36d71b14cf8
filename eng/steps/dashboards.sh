# A service and the sample DriftTour, the real Prometheus that scrapes them, and what 'mldsl dashboard' writes of their models: promtool takes the rules, quiet windows fire nothing, a shift fires its alert with its size and unit, every query of every panel has data,
# and names that are made to break queries, templates and YAML stay names.
set -euo pipefail
source eng/common.sh
program=${MLDSL_PROMETHEUS:-$(command -v prometheus || true)}
if [ -z "$program" ]; then
  installed prometheus || skip dashboards "Debian's prometheus cannot be installed here; MLDSL_PROMETHEUS names another"
  program=$(command -v prometheus)
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/MlDsl.Tool.Tests -c Release -v quiet -nologo
status=0
MLDSL_PROMETHEUS=$program dotnet test tests/MlDsl.Tool.Tests -c Release --no-build -nologo --filter "FullyQualifiedName~Dashboards" --logger "console;verbosity=detailed" > "$log" 2>&1 || status=$?
[ "$status" -eq 0 ] || { cat "$log"; exit "$status"; }
sed -nE 's/^ *(dashboards: (queries|sample)=.*)/\1/p' "$log"
for figure in queries sample; do grep -q "^ *dashboards: $figure=" "$log" || { echo "dashboards: no test wrote $figure=" >&2; exit 1; }; done
