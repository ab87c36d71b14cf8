# Mistakes put mechanically into clean programs: all are to be found, and the clean programs are to give nothing.
set -euo pipefail
result=$(mktemp)
trap 'rm -f "$result"' EXIT
MLDSL_MUTANTS="$result" dotnet test tests/MlDsl.Analyzers.Tests -c Release --nologo -v quiet --filter "FullyQualifiedName~MutationTests"
cat "$result"
