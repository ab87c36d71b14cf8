# Models that ML.NET saved, public ones and pipelines that are trained here: read by our own reader, compiled, and compared with ML.NET; then a
# hundred thousand damaged ones, or their sample: each is compiled or refused by name.
set -euo pipefail
source eng/common.sh
debian mlnet libgomp.so.1=libgomp1
dotnet build tests/MlDsl.Reality -c Release -v quiet --nologo
dotnet artifacts/bin/MlDsl.Reality/release/MlDsl.Reality.dll mlnet
