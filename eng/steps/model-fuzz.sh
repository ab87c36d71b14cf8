# A million changed model files, or their sample: each is refused by name or means what it meant, in bounded memory; nothing else is thrown.
set -euo pipefail
result=$(mktemp)
trap 'rm -f "$result"' EXIT
MLDSL_MODEL_FUZZ="${MLDSL_MODEL_FUZZ:-$((1000000 / ${MLDSL_SAMPLE:-1}))}" MLDSL_MODEL_FUZZ_RESULT="$result" \
  dotnet test tests/MlDsl.EndToEnd.Tests -c Release --nologo -v quiet --filter "FullyQualifiedName~ModelFuzzTests"
cat "$result"
