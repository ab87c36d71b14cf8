# Everything, as it ships. One compiler serves all projects and ends with the step: without it each of some fifty compilations begins cold.
set -euo pipefail
server="mldsl-build-$$"
trap 'pkill -f "pipename:$server" 2> /dev/null || true' EXIT
dotnet build MlDsl.sln -c Release -v quiet -p:UseSharedCompilation=true -p:SharedCompilationId="$server"
