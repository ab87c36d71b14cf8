# How many times as long a training of boosted trees takes as the library called directly, from the same rows in memory, on one thread and on two.
set -euo pipefail
source eng/common.sh
debian training-cost libgomp.so.1=libgomp1
data=${MLDSL_TESTDATA:-}
[ -f "$data/taxi-fare-train.csv" ] && [ -f "$data/adult.csv" ] || skip training-cost "taxi-fare-train.csv and adult.csv are not in MLDSL_TESTDATA"
dotnet build benchmarks/MlDsl.Benchmarks.Training -c Release -v quiet --nologo
for threads in 1 2; do dotnet artifacts/bin/MlDsl.Benchmarks.Training/release/MlDsl.Benchmarks.Training.dll "$data" 11 $threads 12; done
