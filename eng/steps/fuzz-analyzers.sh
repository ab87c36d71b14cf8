# Half-typed variants of the programs, 20,000 unless MLDSL_FUZZ says otherwise, each as one project and as two: no analyzer may throw.
set -euo pipefail
result=$(mktemp)
trap 'rm -f "$result"' EXIT
MLDSL_FUZZ="${MLDSL_FUZZ:-$((20000 / ${MLDSL_SAMPLE:-1}))}" MLDSL_FUZZ_RESULT="$result" \
  dotnet test tests/MlDsl.Analyzers.Tests -c Release --nologo -v quiet --filter "FullyQualifiedName~HalfTypedPrograms"
cat "$result"
