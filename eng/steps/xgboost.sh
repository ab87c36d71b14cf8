# XGBoost: the taxi sample's error on the real trips. Its margins beside the library's own are in the step `trees`.
set -euo pipefail
source eng/common.sh
debian xgboost libxgboost.so.0=libxgboost0 libgomp.so.1=libgomp1
data=${MLDSL_TESTDATA:-../shared/data}
[ -f "$data/taxi-fare-train.csv" ] && [ -f "$data/taxi-fare-test.csv" ] || skip xgboost "the trips lie in the folder that MLDSL_TESTDATA names"
data=$(cd "$data" && pwd)
dotnet build samples/TaxiFare -c Release -v quiet --nologo
log=$(mktemp)
trap 'rm -f "$log"' EXIT
(cd artifacts && dotnet bin/TaxiFare/release/TaxiFare.dll --data "$data/taxi-fare-train.csv" --test "$data/taxi-fare-test.csv" --trainer xgboost) | tail -n 1 > "$log"
mae=$(sed -n 's/.* mae=\([0-9.]*\).*/\1/p' "$log")
echo "xgboost: taxi_mae=$mae"
awk -v mae="$mae" 'BEGIN { exit !(mae > 0 && mae <= 0.53) }' || { echo "xgboost: the mean absolute error of taxi fares is $mae, and 0.53 is to be reached"; exit 1; }
