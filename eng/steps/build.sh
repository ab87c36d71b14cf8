# Everything, as it ships.
set -euo pipefail
dotnet build MlDsl.sln -c Release -v quiet
