# 500 graphs of chance, 1,000 rows each: the program of a row gives the bits of the operators over tensors, and ONNX Runtime the same.
# A sample: one in MLDSL_SAMPLE of them.
set -euo pipefail
source eng/common.sh
MLDSL_GRAPHS=$((500 / ${MLDSL_SAMPLE:-1})) dotnet test tests/MlDsl.Kernels.Tests -c Release --nologo --filter "FullyQualifiedName~RowProgramTests" --logger "console;verbosity=minimal"
