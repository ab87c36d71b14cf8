# A million damaged bodies at each endpoint that takes some, or their sample, in memory: each is answered or refused as the documentation says, none is the service's fault, and the
# next request is answered as ever.
set -euo pipefail
result=$(mktemp)
trap 'rm -f "$result"' EXIT
MLDSL_BODY_FUZZ="${MLDSL_BODY_FUZZ:-$((1000000 / ${MLDSL_SAMPLE:-1}))}" MLDSL_BODY_FUZZ_RESULT="$result" \
  dotnet test tests/MlDsl.Serving.Tests -c Release --nologo -v quiet --filter "FullyQualifiedName~BodyFuzzTests"
cat "$result"
