# Models that ML.NET saved, public ones and pipelines that are trained here: read by our own reader, compiled, and compared with ML.NET.
set -euo pipefail
source eng/common.sh
ldconfig -p | grep -q 'libgomp\.so\.1' || (apt-get update -qq && apt-get install -y -qq --no-install-recommends libgomp1) >&2 || skip mlnet "Debian's libgomp1 cannot be installed here"
dotnet build tests/MlDsl.Reality -c Release -v quiet --nologo
dotnet artifacts/bin/MlDsl.Reality/release/MlDsl.Reality.dll mlnet
