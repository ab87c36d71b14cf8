# XGBoost: margins of a million odd rows against the library's own for every objective and option, and the taxi sample's error on the real trips.
# With MLDSL_SAMPLE=N an Nth of the rows.
set -euo pipefail
source eng/common.sh
debian xgboost libxgboost.so.0=libxgboost0 libgomp.so.1=libgomp1
export MLDSL_ROWS="${MLDSL_ROWS:-$((1000000 / ${MLDSL_SAMPLE:-1}))}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/MlDsl.XGBoost.Tests -c Release -v quiet --nologo
dotnet test tests/MlDsl.XGBoost.Tests -c Release --no-build --nologo -v q --logger "console;verbosity=normal" \
  --filter "FullyQualifiedName~MarginTests" > "$log" 2>&1 || { cat "$log"; exit 1; }
passed=$(sed -n 's/^ *Passed: *//p' "$log")

data=${MLDSL_TESTDATA:-../shared/data}
[ -f "$data/taxi-fare-train.csv" ] && [ -f "$data/taxi-fare-test.csv" ] || skip xgboost "the trips lie in the folder that MLDSL_TESTDATA names"
data=$(cd "$data" && pwd)
dotnet build samples/TaxiFare -c Release -v quiet --nologo
(cd artifacts && dotnet bin/TaxiFare/release/TaxiFare.dll --data "$data/taxi-fare-train.csv" --test "$data/taxi-fare-test.csv" --trainer xgboost) | tail -n 1 > "$log"
mae=$(sed -n 's/.* mae=\([0-9.]*\).*/\1/p' "$log")
echo "xgboost: rows=$MLDSL_ROWS tests_passed=$passed taxi_mae=$mae"
awk -v mae="$mae" 'BEGIN { exit !(mae > 0 && mae <= 0.53) }' || { echo "xgboost: the mean absolute error of taxi fares is $mae, and 0.53 is to be reached"; exit 1; }
