# Regression, two classes and three are evaluated on 20 million rows (or its sample) of a sequence, and files of a million are scored, in a process whose heap is 1 GiB.
set -euo pipefail
export MLDSL_ROWS="${MLDSL_ROWS:-$((20000000 / ${MLDSL_SAMPLE:-1}))}"
dotnet build tests/MlDsl.EndToEnd.Tests -c Release -v quiet --nologo
# 2^30 bytes, in hexadecimal.
DOTNET_GCHeapHardLimit=0x40000000 dotnet test tests/MlDsl.EndToEnd.Tests -c Release --no-build --nologo -v q \
  --logger "console;verbosity=normal" --filter "FullyQualifiedName~ManyRowsTests" | grep -E "Passed|Failed|Error|Exception|OutOfMemory"
