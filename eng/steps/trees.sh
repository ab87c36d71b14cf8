# Trees of LightGBM: margins of a million odd rows against the library's own for every objective and option, ten splits of the census against
# the library called directly, and the taxi sample's error on the real trips. With MLDSL_SAMPLE=N an Nth of the rows.
set -euo pipefail
source eng/common.sh
debian trees libgomp.so.1=libgomp1
export MLDSL_ROWS="${MLDSL_ROWS:-$((1000000 / ${MLDSL_SAMPLE:-1}))}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/MlDsl.LightGbm.Tests -c Release -v quiet --nologo
dotnet test tests/MlDsl.LightGbm.Tests -c Release --no-build --nologo -v q --logger "console;verbosity=detailed" \
  --filter "FullyQualifiedName~MarginTests|FullyQualifiedName~AdultTests" > "$log" 2>&1 || { cat "$log"; exit 1; }
grep -E "auc=|Passed:" "$log"

data=${MLDSL_TESTDATA:-}
[ -f "$data/taxi-fare-train.csv" ] && [ -f "$data/taxi-fare-test.csv" ] || skip trees "the trips lie in the folder that MLDSL_TESTDATA names"
dotnet build samples/TaxiFare -c Release -v quiet --nologo
(cd artifacts && dotnet bin/TaxiFare/release/TaxiFare.dll --data "$data/taxi-fare-train.csv" --test "$data/taxi-fare-test.csv" --trainer lightgbm) | tail -n 1 | tee "$log"
mae=$(sed -n 's/.* mae=\([0-9.]*\).*/\1/p' "$log")
awk -v mae="$mae" 'BEGIN { exit !(mae > 0 && mae <= 0.53) }' || { echo "trees: the mean absolute error of taxi fares is $mae, and 0.53 is to be reached"; exit 1; }
