#!/usr/bin/env bash
# The suites that take more than three minutes: run whole before a release. With MLDSL_SAMPLE=N each runs one Nth, always the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash eng/test.sh onnx-suite compiled-suite reality mlnet properties kernels-isa draws row-programs mutants model-fuzz serving-fuzz fuzz-analyzers onnx-soak rows trees systems xgboost replay template outcomes monitoring dashboards tasks seeing serving-native
