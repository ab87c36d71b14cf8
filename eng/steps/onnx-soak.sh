# 64 threads on one model for a minute, or its sample: results equal, native memory steady.
set -euo pipefail
export MLDSL_SOAK_SECONDS="${MLDSL_SOAK_SECONDS:-$((60 / ${MLDSL_SAMPLE:-1}))}"
dotnet test tests/MlDsl.Onnx.Tests -c Release --nologo -v q --logger "console;verbosity=detailed" \
  --filter "FullyQualifiedName~ConcurrencyTests" | grep -E "onnx-soak:|Passed|Failed|Error"
