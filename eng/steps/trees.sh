# Boosted trees on rows at every edge and on real data, in one line: a million rows of each objective and option whose margins are the library's own,
# of LightGBM and of XGBoost; the census over ten splits beside the library called directly, the error of taxi fares, LightGBM's example of a
# ranking, the coverage of intervals at 0.9, and whether a search's log is the same by any number of workers and after a kill. With MLDSL_SAMPLE=N an
# Nth of rows, of splits of the census and of splits of the hours of bicycle hire.
set -euo pipefail
source eng/common.sh
debian trees libgomp.so.1=libgomp1 libxgboost.so.0=libxgboost0
data=${MLDSL_TESTDATA:-../shared/data}
for file in taxi-fare-train.csv taxi-fare-test.csv adult.csv bike-hour.csv lightgbm-rank.train lightgbm-rank.test; do
  [ -f "$data/$file" ] || skip trees "$file is not in the folder that MLDSL_TESTDATA names"
done
data=$(cd "$data" && pwd)
part=${MLDSL_SAMPLE:-1}
export MLDSL_ROWS="${MLDSL_ROWS:-$((1000000 / part))}" MLDSL_SEEDS="${MLDSL_SEEDS:-$(((9 + part) / part))}" MLDSL_SPLITS="${MLDSL_SPLITS:-$(((19 + part) / part))}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# tested PROJECT FILTER: what the tests print comes into the log; where one fails, all is shown.
tested() {
  dotnet test "tests/$1" -c Release --no-build --nologo --logger "console;verbosity=detailed" --filter "$2" >> "$log" 2>&1 || { cat "$log"; exit 1; }
}
for project in tests/MlDsl.LightGbm.Tests tests/MlDsl.XGBoost.Tests tests/MlDsl.EndToEnd.Tests samples/TaxiFare; do dotnet build "$project" -c Release -v quiet --nologo; done
tested MlDsl.LightGbm.Tests "FullyQualifiedName~MarginTests|FullyQualifiedName~AdultTests|FullyQualifiedName~RankingTests|FullyQualifiedName~QuantileIntervalTests.TaxiFares|FullyQualifiedName~LibraryCalledDirectly"
tested MlDsl.XGBoost.Tests "FullyQualifiedName~MarginTests|FullyQualifiedName~LibraryCalledDirectly"
tested MlDsl.EndToEnd.Tests "FullyQualifiedName~RealIntervalTests"
(cd artifacts && dotnet bin/TaxiFare/release/TaxiFare.dll --data "$data/taxi-fare-train.csv" --test "$data/taxi-fare-test.csv" --trainer lightgbm) | tail -n 1 >> "$log"
bash eng/steps/search.sh >> "$log" 2>&1 || { cat "$log"; exit 1; }
echo "search_equal=$(grep -c '^search: .*workers_equal=true resumed_equal=true' "$log")" >> "$log"

# of KEY: the first value of a key in the log.
of() { sed -n "s/.*\<$1=\([0-9.]*\).*/\1/p" "$log" | head -n 1; }
read -r rows equal <<< "$(sed -n 's/.*margins rows=\([0-9]*\) equal=\([0-9]*\).*/\1 \2/p' "$log" | awk '{ rows += $1; equal += $2 } END { printf "%d %d\n", rows, equal }')"
line="trees: rows=$rows equal=$equal"
for key in adult_auc taxi_mae ndcg10 ndcg10_lightgbm coverage_taxi coverage_taxi_quantiles coverage_bike_random coverage_bike_time search_equal; do
  value=$(of "$([ $key = taxi_mae ] && echo mae || echo $key)")
  [ -n "$value" ] || { cat "$log"; echo "trees: nothing said what $key is"; exit 1; }
  line="$line $key=$value"
done
echo "$line"
[ "$rows" -gt 0 ] && [ "$rows" = "$equal" ] || { echo "trees: of $rows margins $equal are the library's own"; exit 1; }
[ "$(of search_equal)" = 1 ] || { echo "trees: a search's log depends on its workers or on a kill"; exit 1; }
awk -v mae="$(of mae)" 'BEGIN { exit !(mae > 0 && mae <= 0.53) }' || { echo "trees: the mean absolute error of taxi fares is $(of mae), and 0.53 is to be reached"; exit 1; }
