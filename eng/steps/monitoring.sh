# Operation's figures: how often alarms are false in made-up services whose rows do not change, against what was declared, and how many find a shift within three windows; how often the interval
# of an estimated performance covers what labels say later; and what observing a value costs, in that of a plain loop over fixed bins. MLDSL_DRIFT_RUNS and MLDSL_CBPE_RUNS say how many runs there are of each.
set -euo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/MlDsl.Monitoring.Tests -c Release -v quiet --nologo
status=0
MLDSL_DRIFT_RUNS=${MLDSL_DRIFT_RUNS:-2000} MLDSL_CBPE_RUNS=${MLDSL_CBPE_RUNS:-2000} dotnet test tests/MlDsl.Monitoring.Tests -c Release --no-build --nologo --logger "console;verbosity=detailed" > "$log" 2>&1 || status=$?
sed -nE 's/^ *(monitoring:.*)/\1/p' "$log"
if [ "$status" -ne 0 ]; then
  cat "$log"
  exit "$status"
fi
# said NAME: all values of a figure that tests wrote.
said() { sed -nE "s/^ *monitoring:.* ?$1=([0-9.]+).*/\1/p" "$log"; }
least() { sort -g | head -n 1; }
most() { sort -g | tail -n 1; }
for figure in declared window_false trend_false found_in_3 cbpe_coverage observe_ratio; do
  [ -n "$(said $figure)" ] || { echo "no test wrote monitoring: $figure=" >&2; exit 1; }
done
echo "monitoring: declared=$(said declared | most) window_false=$(said window_false | most) trend_false=$(said trend_false | most) found_in_3=$(said found_in_3 | least)" \
  "cbpe_coverage=$(said cbpe_coverage | least) observe_ratio=$(said observe_ratio | most)"
