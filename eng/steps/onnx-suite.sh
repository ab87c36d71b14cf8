# All models of the official ONNX suite go through build task, generator and adapter, and are run on their data sets.
set -euo pipefail
source eng/common.sh
data=${MLDSL_ONNX_TESTDATA:-/usr/share/libonnx-testdata/data}
packages=()
[ -d "$data" ] || packages+=(libonnx-testdata)
# A dozen string models normalize text by the rules of en_US.UTF-8, which the runtime takes from the system.
locale -a | grep -qiE '^en_US\.utf-?8$' || packages+=(locales)
if [ ${#packages[@]} -gt 0 ]; then
  installed "${packages[@]}" || skip onnx-suite "Debian's ${packages[*]} cannot be installed here"
fi
locale -a | grep -qiE '^en_US\.utf-?8$' || localedef -i en_US -f UTF-8 en_US.UTF-8

dotnet build tests/MlDsl.Onnx.Suite -c Release -v quiet --nologo
artifacts/bin/MlDsl.Onnx.Suite/release/MlDsl.Onnx.Suite "$data" ${MLDSL_ONNX_SUITE_MODE:-}
