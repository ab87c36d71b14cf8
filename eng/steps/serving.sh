# Asks a server for all of the Open Inference Protocol; then loads a service in a process of its own over loopback, with its callers on the same cores: a forest of 500 trees by JSON,
# binary tensors and gRPC, the same forest behind ONNX Runtime and ML.NET in minimal APIs, and endpoints that only read the body. Then the model is replaced a hundred times, by rubbish,
# rolled back, and the service told to stop. No request may fail, none may be answered by what is neither the one model nor the other, no memory may grow.
set -euo pipefail
source eng/common.sh
log=artifacts/conformance.log
dotnet test tests/MlDsl.Conformance -c Release -v quiet -nologo --logger "console;verbosity=minimal" > "$log" || { cat "$log"; exit 1; }
# The summary says how many passed and how many there are.
conformance=$(sed -n 's/.*Passed: *\([0-9]*\).*Total: *\([0-9]*\).*/\1\/\2/p' "$log" | tail -1)
[[ $conformance =~ ^([0-9]+)/([0-9]+)$ && ${BASH_REMATCH[1]} -gt 0 && ${BASH_REMATCH[1]} -eq ${BASH_REMATCH[2]} ]] || { cat "$log"; echo "serving: of the tests of conformance $conformance passed; all must, and none be skipped" >&2; exit 1; }
dotnet build benchmarks/MlDsl.Serving.Load -c Release -v quiet -nologo
dotnet artifacts/bin/MlDsl.Serving.Load/release/MlDsl.Serving.Load.dll "${MLDSL_SECONDS:-4}" "conformance=$conformance"
