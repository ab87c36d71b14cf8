#!/usr/bin/env bash
# presets.sh FRESH: the project FRESH/alone references MlDsl.Analyzers and nothing else of MlDsl. The severities that MlDslRules takes at once,
# risks that the code accepts, and the way of a finding in the compiler's own log are as they are documented.
set -euo pipefail
fresh=$1
project=$fresh/alone
fail() { cat "$fresh/log"; echo "door: $*"; exit 1; }
build() { dotnet build "$project" --no-restore --no-incremental -v quiet -nologo -tl:off "$@" > "$fresh/log" 2>&1 || true; }
# found SEVERITY: how many leaks the build told with it.
found() { bash eng/leaks.sh "$fresh/log" | grep -c "): $1 MLD" || true; }

leaks=$(wc -l < "$fresh/expected")
errors=$(grep -c '): error ' "$fresh/expected")
build -p:MlDslRules=strict
[ "$(found error) $(found warning)" = "$leaks 0" ] || fail "MlDslRules=strict does not make every leak an error"
build -p:MlDslRules=default
[ "$(found error) $(found warning)" = "$errors $((leaks - errors))" ] || fail "MlDslRules=default changes something"
build -p:MlDslRules=quiet
[ "$(found error) $(found warning)" = "$errors 0" ] || fail "MlDslRules=quiet does not leave the errors alone, and only them"
build -p:MlDslRules=loud
grep -q "MlDslRules is 'loud'; write strict, default or quiet" "$fresh/log" || fail "a preset that there is not is not told"

# The attribute comes with the package, though the application gets no assembly of it.
echo '[assembly: MlDsl.AcceptLeakageRisk("MLD1101", "the tour shows it")]' > "$project/Accepted.cs"
build
if grep -q 'error CS\|MLD1101' "$fresh/log" || [ "$(($(found error) + $(found warning)))" != "$((leaks - 1))" ]; then fail "[AcceptLeakageRisk] does not accept its rule, and nothing else"; fi
echo '[assembly: MlDsl.AcceptLeakageRisk("MLD1111", "there is no such rule")]' > "$project/Accepted.cs"
build
grep -q 'MLD1106: No rule on leakage is called' "$fresh/log" || fail "[AcceptLeakageRisk] with a rule that there is not is not told"
rm "$project/Accepted.cs"

build "-p:ErrorLog=$fresh/leaks.sarif%2cversion=2.1"
grep -q '"relatedLocations"' "$fresh/leaks.sarif" || fail "a finding does not tell the places that led to it"
echo "door: presets, accepted risks and ways are as documented"
