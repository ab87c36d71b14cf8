# Pipelines that ML.NET trains and exports are run by both backends, as a user has them, and compared with ONNX Runtime and ML.NET.
set -euo pipefail
source eng/common.sh
packages=()
# LightGBM's native library wants OpenMP; ONNX Runtime takes the rules of text from the locale en_US.UTF-8.
ldconfig -p | grep -q 'libgomp\.so\.1' || packages+=(libgomp1)
locale -a | grep -qiE '^en_US\.utf-?8$' || packages+=(locales)
if [ ${#packages[@]} -gt 0 ]; then
  installed "${packages[@]}" || skip reality "Debian's ${packages[*]} cannot be installed here"
fi
locale -a | grep -qiE '^en_US\.utf-?8$' || localedef -i en_US -f UTF-8 en_US.UTF-8
dotnet build tests/MlDsl.Reality -c Release -v quiet --nologo
dotnet artifacts/bin/MlDsl.Reality/release/MlDsl.Reality.dll
