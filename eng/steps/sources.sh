# One record through every kind of source is one model, to the bit; malformed rows, damaged files and failing queries are told with their place.
# Databases: DuckDB and SQLite from their packages, PostgreSQL from Debian's. Then step `replay`, and what the faster of two other readers of separated values
# takes on the taxi file, one thread, beside ours: above 1 ours is the faster. A figure wants a machine that does nothing else, so none fails here.
set -euo pipefail
source eng/common.sh
postgresql sources
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/MlDsl.Sources.Tests -c Release -v quiet --nologo
status=0
dotnet test tests/MlDsl.Sources.Tests -c Release --no-build --nologo --logger "console;verbosity=detailed" > "$log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  cat "$log"
  exit "$status"
fi
# said NAME: a figure that a test wrote.
said() { sed -nE "s/^ *sources:.* ?$1=([0-9]+).*/\1/p" "$log" | head -n 1; }
replay=$(bash eng/steps/replay.sh)
echo "$replay"
csv=0
data=${MLDSL_TESTDATA:-../shared/data}
if [ -f "$data/taxi-fare-train.csv" ]; then
  dotnet build benchmarks/MlDsl.Benchmarks.Training -c Release -v quiet --nologo
  csv=$(dotnet artifacts/bin/MlDsl.Benchmarks.Training/release/MlDsl.Benchmarks.Training.dll ratios csv "$data" 3 | sed -n 's/^csv: csv_ratio=\([0-9.]*\).*/\1/p')
  [ -n "$csv" ] || { echo "sources: the readers of separated values were not compared" >&2; exit 1; }
fi
echo "sources: kinds=$(said kinds) equal=$(said equal) malformed=$(said malformed) placed=$(said placed) replay_equal=$(echo "$replay" | sed -n 's/.* replay_equal=\([0-9]*\).*/\1/p') csv_ratio=$csv"
[ "$(said kinds)" -ge 13 ] && [ "$(said kinds)" = "$(said equal)" ] && [ "$(said malformed)" = "$(said placed)" ] && [ "$(said malformed)" -ge 200 ]
