#!/usr/bin/env bash
# Packs MlDsl.Analyzers, MlDsl.Adapters, MlDsl, MlDsl.LightGbm, MlDsl.XGBoost, MlDsl.MlNet, MlDsl.MlNet.Training, MlDsl.MlNet.Build, MlDsl.Arrow, MlDsl.Parquet, MlDsl.Labels, MlDsl.Monitoring, MlDsl.Tasks, MlDsl.Serving, MlDsl.Serving.Grpc, MlDsl.Serving.OpenApi, MlDsl.Serving.Swashbuckle, MlDsl.Templates and the tool into artifacts/packages. A test run packs once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ -z "${MLDSL_PACKED:-}" ] || exit 0
rm -rf artifacts/packages
for project in analyzers/MlDsl.Analyzers.Package src/MlDsl.Adapters.Package src/MlDsl.Package src/MlDsl.LightGbm.Package src/MlDsl.XGBoost.Package src/MlDsl.MlNet.Package src/MlDsl.MlNet.Training.Package analyzers/MlDsl.MlNet.Build.Package src/MlDsl.Arrow.Package src/MlDsl.Parquet.Package src/MlDsl.Labels.Package src/MlDsl.Monitoring.Package src/MlDsl.Tasks.Package src/MlDsl.Serving.Package src/MlDsl.Serving.Grpc.Package src/MlDsl.Serving.OpenApi.Package src/MlDsl.Serving.Swashbuckle.Package src/MlDsl.Templates src/MlDsl.Tool; do
  dotnet pack "$project" -c Release -o artifacts/packages -v quiet -nologo "$@"
done
