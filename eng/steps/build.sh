# Everything, as it ships. One compiler serves all projects and ends with the step: without it each of some fifty compilations begins cold.
set -euo pipefail
server="mldsl-build-$$"
# It compiles each project once: profiles for its own second compilation do not pay.
export DOTNET_TieredPGO=0
trap 'pkill -f "pipename:$server" 2> /dev/null || true' EXIT
dotnet build MlDsl.sln -c Release -v quiet -p:UseSharedCompilation=true -p:SharedCompilationId="$server"
