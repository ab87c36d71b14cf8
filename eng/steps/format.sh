# .editorconfig decides; this only checks.
set -euo pipefail
# Generated code is there for the configuration that was built.
export Configuration=Release
dotnet format MlDsl.sln --no-restore --verify-no-changes --severity warn
