# Every test project; the last line sums them up. A test without its data or its library is skipped and says what it lacks; where CI is set it fails.
set -uo pipefail
source eng/common.sh
# The libraries whose model files are read are the oracle of those tests; LightGBM's wants OpenMP.
(debian unit libxgboost.so.0=libxgboost0 libgomp.so.1=libgomp1) || exit 1
# Queries are tested against PostgreSQL, too.
(postgresql unit) || exit 1
# ONNX's checker is that of exported models.
/usr/bin/python3 -c 'import onnx.checker' 2> /dev/null || installed python3-onnx || true
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test MlDsl.sln -c Release --no-build --nologo --logger "console;verbosity=minimal" 2>&1 | tee "$log" || status=$?
count() { grep -oE "$1: +[0-9]+" "$log" | grep -oE '[0-9]+' | awk "{ n += \$1 } END { print n + 0 }"; }
passed=$(count Passed)
failed=$(count Failed)
echo "${passed:-0} passed, ${failed:-0} failed, $(count Skipped) skipped"
[ "$status" -eq 0 ] && [ "${failed:-0}" -eq 0 ] && [ "${passed:-0}" -gt 0 ]
