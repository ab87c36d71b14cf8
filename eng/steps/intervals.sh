# Intervals on real data: coverage at 0.9 of taxi fares, of hours of bicycle hire over 20 random splits (or their sample), and of later hours.
set -euo pipefail
MLDSL_SPLITS="${MLDSL_SPLITS:-$(((19 + ${MLDSL_SAMPLE:-1}) / ${MLDSL_SAMPLE:-1}))}" dotnet test tests/MlDsl.EndToEnd.Tests -c Release --nologo \
  --logger "console;verbosity=detailed" --filter "FullyQualifiedName~RealIntervalTests" | grep -E "taxi:|bike|Passed|Failed|Error|Exception"
