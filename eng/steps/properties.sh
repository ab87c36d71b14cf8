# Made-up schemas: generated code, the interpreter, the compiled export and the export on ONNX Runtime say the same of every row, and ONNX's
# checker accepts the files. 300 schemas, or of them the first in MLDSL_SAMPLE.
set -euo pipefail
source eng/common.sh
/usr/bin/python3 -c 'import onnx.checker' 2> /dev/null || installed python3-onnx || skip properties "Debian's python3-onnx cannot be installed here"
[ -f /usr/share/zoneinfo/Europe/Vienna ] || installed tzdata || skip properties "Debian's tzdata cannot be installed here"
dotnet build tests/MlDsl.Properties -c Release -v quiet --nologo
# A sample's rows are fewer as well: what takes the time is compiling.
rows=10000
[ "${MLDSL_SAMPLE:-1}" = 1 ] || rows=2000
dotnet artifacts/bin/MlDsl.Properties/release/MlDsl.Properties.dll --schemas $((300 / ${MLDSL_SAMPLE:-1})) --rows "$rows"
