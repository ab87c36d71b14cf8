# Loads a service over loopback, with its callers on the same cores: an endpoint that says nothing, a model, and the model while its file
# is replaced a hundred times. No request may fail, and none may be answered by what is neither the one model nor the other.
set -euo pipefail
source eng/common.sh
dotnet build benchmarks/MlDsl.Serving.Load -c Release -v quiet -nologo
dotnet artifacts/bin/MlDsl.Serving.Load/release/MlDsl.Serving.Load.dll "${MLDSL_SECONDS:-4}"
