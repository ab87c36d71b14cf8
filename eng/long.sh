#!/usr/bin/env bash
# The suites that take more than three minutes: run whole before a release. With MLDSL_SAMPLE=N each runs one Nth, always the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash eng/test.sh onnx-suite compiled-suite reality kernels-isa mutants fuzz-analyzers model-fuzz onnx-soak rows
