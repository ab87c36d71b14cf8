# 64 threads on one model for a minute: results equal, native memory steady.
set -euo pipefail
MLDSL_ONNXRUNTIME=$(bash eng/onnxruntime.sh)
export MLDSL_ONNXRUNTIME MLDSL_SOAK_SECONDS="${MLDSL_SOAK_SECONDS:-60}"
dotnet test tests/MlDsl.Onnx.Tests -c Release --nologo -v q --logger "console;verbosity=detailed" \
  --filter "FullyQualifiedName~ConcurrencyTests" | grep -E "onnx-soak:|Passed|Failed|Error"
