# Made-up models: generated code, the interpreter or a model read from its file, the compiled export and the export on ONNX Runtime say the same of every row,
# series and user, ONNX's checker accepts the files, and each kind in the table of docs/tasks.md does what that says. 300 schemas, 135 forecasts and 90
# recommenders, or of them the first in MLDSL_SAMPLE, of which 15 leaves one of each kind.
set -euo pipefail
source eng/common.sh
/usr/bin/python3 -c 'import onnx.checker' 2> /dev/null || installed python3-onnx || skip properties "Debian's python3-onnx cannot be installed here"
debian properties libgomp.so.1=libgomp1 libxgboost.so.0=libxgboost0
[ -f /usr/share/zoneinfo/Europe/Vienna ] || installed tzdata || skip properties "Debian's tzdata cannot be installed here"
dotnet build tests/MlDsl.Properties -c Release -v quiet --nologo
# A sample's rows are fewer as well: what takes the time is compiling.
rows=10000
[ "${MLDSL_SAMPLE:-1}" = 1 ] || rows=2000
dotnet artifacts/bin/MlDsl.Properties/release/MlDsl.Properties.dll --schemas $((300 / ${MLDSL_SAMPLE:-1})) --forecasts $((135 / ${MLDSL_SAMPLE:-1})) \
  --recommenders $((90 / ${MLDSL_SAMPLE:-1})) --rows "$rows"
