# The properties of the unit tests on more draws than every build tries: MLDSL_DRAWS times as many, of the seed MLDSL_DRAWS_SEED, which may be any
# number from 1. With MLDSL_SAMPLE=N an Nth of them.
set -euo pipefail
sample=${MLDSL_SAMPLE:-1}
export MLDSL_DRAWS="${MLDSL_DRAWS:-$((40 / sample > 0 ? 40 / sample : 1))}" MLDSL_DRAWS_SEED="${MLDSL_DRAWS_SEED:-1}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
for project in tests/*/; do
  # The classes that draw, by their files.
  classes=$({ grep -rlE 'Draws\.Of\(' --include=*.cs "$project" || true; } | xargs -r -n 1 basename | sed 's/\.cs$//' | sort -u)
  [ -n "$classes" ] || continue
  filter=$(printf '|FullyQualifiedName~.%s.' $classes)
  dotnet build "$project" -c Release -v quiet --nologo
  dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=minimal" --filter "${filter:1}" > "$log" 2>&1 || { cat "$log"; exit 1; }
  passed=$((passed + $(sed -n 's/.*Passed: *\([0-9]*\).*/\1/p' "$log" | tail -n 1)))
done
echo "draws: times=$MLDSL_DRAWS seed=$MLDSL_DRAWS_SEED passed=$passed"
