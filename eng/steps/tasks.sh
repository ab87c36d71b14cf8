# Further tasks against what others published, in one line of the figures that tests write: forecasts of the hourly series of the M4 competition by pooled boosted trees, of as many seeds as MLDSL_FORECAST_SEEDS
# says, intervals of off-policy values in as many logs as MLDSL_OPE_RUNS says, alarms of errors of as many services of forecasts as MLDSL_FORECAST_RUNS says, and what the tests of the other tasks write as `tasks: name=value`. A figure whose data
# are not here is `absent`, and a line before says which files those are and where they come from.
set -euo pipefail
source eng/common.sh
debian tasks libgomp.so.1=libgomp1
data=${MLDSL_TESTDATA:-../shared/data}
for file in m4-hourly-train.csv m4-hourly-test.csv ratings.csv; do
  [ -f "$data/$file" ] || skip tasks "$file is not in the folder that MLDSL_TESTDATA names"
done
# Nobody must have these: the others are measured without them.
missing=()
for file in 2_annthyroid.npz 6_cardio.npz 30_satellite.npz; do
  [ -f "$data/$file" ] || missing+=("$file")
done
export MLDSL_TESTDATA=$(cd "$data" && pwd) MLDSL_FORECAST_SEEDS=${MLDSL_FORECAST_SEEDS:-3} MLDSL_OPE_RUNS=${MLDSL_OPE_RUNS:-200} MLDSL_FORECAST_RUNS=${MLDSL_FORECAST_RUNS:-400}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/MlDsl.Tasks.Tests -c Release -v quiet --nologo
status=0
dotnet test tests/MlDsl.Tasks.Tests -c Release --no-build --nologo --logger "console;verbosity=detailed" > "$log" 2>&1 || status=$?
sed -nE 's/^ *(tasks:.*)/\1/p' "$log"
if [ "$status" -ne 0 ]; then
  cat "$log"
  exit "$status"
fi
# said NAME: the value of a figure that a test wrote.
said() { sed -nE "s/^ *tasks:(.* )?$1=([0-9.]+).*/\2/p" "$log" | tail -n 1; }
line=tasks:
for figure in owa mase coverage pr_auc ndcg10 ndcg10_popularity ope_coverage; do
  value=$(said "$figure")
  if [ -z "$value" ] && [ "$figure" = pr_auc ] && [ ${#missing[@]} -gt 0 ]; then
    echo "tasks: pr_auc is not measured: ${missing[*]} of adbench/datasets/Classical of https://github.com/Minqi824/ADBench are not in the folder that MLDSL_TESTDATA names"
    value=absent
  fi
  [ -n "$value" ] || { echo "no test wrote tasks: $figure=" >&2; exit 1; }
  line="$line $figure=$value"
done
echo "$line"
