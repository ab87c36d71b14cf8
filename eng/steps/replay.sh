# Windows over time: rows out of order and late in a data set and, as they arrive, in a history that is killed 200 times, bit for bit, over both days on
# which clocks change; and what windows over its own past take off the error on later hours of bicycle hire. With MLDSL_SAMPLE=N an Nth of the million rows.
set -euo pipefail
source eng/common.sh
debian replay libgomp.so.1=libgomp1
data=${MLDSL_TESTDATA:-../shared/data}
[ -f "$data/bike-hour.csv" ] || skip replay "bike-hour.csv is not in the folder that MLDSL_TESTDATA names"
export MLDSL_EVENTS="${MLDSL_EVENTS:-$((1000000 / ${MLDSL_SAMPLE:-1}))}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# tested PROJECT FILTER: what the tests print comes into the log; where one fails, all is shown.
tested() {
  dotnet build "tests/$1" -c Release -v quiet --nologo
  dotnet test "tests/$1" -c Release --no-build --nologo --logger "console;verbosity=detailed" --filter "$2" >> "$log" 2>&1 || { cat "$log"; exit 1; }
}
tested MlDsl.EndToEnd.Tests FullyQualifiedName~ReplayTests
tested MlDsl.LightGbm.Tests FullyQualifiedName~BikePastTests

# of KEY: the first value of a key in the log.
of() { sed -n "s/.*\<$1=\([0-9.]*\).*/\1/p" "$log" | head -n 1; }
line="replay: rows=$(sed -n 's/.*replay rows=\([0-9]*\) .*/\1/p' "$log")"
for key in replay_equal kills late spring autumn bike_rmse bike_rmse_linear bike_rmse_without_past; do
  value=$(of $key)
  [ -n "$value" ] || { cat "$log"; echo "replay: nothing said what $key is"; exit 1; }
  line="$line $key=$value"
done
echo "$line"
