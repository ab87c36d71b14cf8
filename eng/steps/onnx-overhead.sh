# What a session's call costs over the raw C call, measured in turns. A figure to read, not a check: machines are noisy.
set -euo pipefail
dotnet build benchmarks/MlDsl.Benchmarks -c Release -v quiet --nologo
dotnet artifacts/bin/MlDsl.Benchmarks/release/MlDsl.Benchmarks.dll onnx-overhead
