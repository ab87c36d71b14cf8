# Pipelines that ML.NET trains and exports are run by both backends, as a user has them, and compared with ONNX Runtime and ML.NET.
set -euo pipefail
# LightGBM's native library wants OpenMP.
if ! ldconfig -p | grep -q 'libgomp\.so\.1'; then
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends libgomp1 >&2
fi
MLDSL_ONNXRUNTIME=$(bash eng/onnxruntime.sh)
export MLDSL_ONNXRUNTIME
dotnet build tests/MlDsl.Reality -c Release -v quiet --nologo
dotnet artifacts/bin/MlDsl.Reality/release/MlDsl.Reality.dll
