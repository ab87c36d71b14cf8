# The models of the official ONNX suite that can be compiled into an assembly are, and give the official outputs.
set -euo pipefail
MLDSL_ONNX_SUITE_MODE=compiled bash eng/steps/onnx-suite.sh
