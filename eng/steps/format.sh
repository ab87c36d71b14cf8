# .editorconfig decides; this only checks.
set -euo pipefail
dotnet format MlDsl.sln --no-restore --verify-no-changes --severity warn
