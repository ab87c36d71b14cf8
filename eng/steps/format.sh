# .editorconfig decides; this only checks. Style and analyzers have been checked by the build, whose warnings are errors.
set -euo pipefail
dotnet format whitespace MlDsl.sln --no-restore --verify-no-changes
