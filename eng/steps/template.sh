# Installs MlDsl.Templates into a hive of its own, makes services of plain and of odd names, and does with each what its README says: fits, tests,
# compares, analyzes, publishes native code without a warning, asks it over loopback, ends it by SIGTERM; its files of deployment are linted.
set -euo pipefail
source eng/common.sh
debian template libgomp.so.1=libgomp1
bash eng/pack.sh
fresh=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill -9 "$service" 2> /dev/null || true; rm -rf "$fresh"' EXIT
consumers "$fresh"
# What local tools there are is remembered by home, also of a run whose packages are gone.
mkdir "$fresh/home"
DOTNET_CLI_HOME=$(native "$fresh/home")
export DOTNET_CLI_HOME
log=$fresh/log
fail() { cat "$log"; echo "template: $*"; exit 1; }
package=$(ls artifacts/packages/MlDsl.Templates.*.nupkg)
hive=(--debug:custom-hive "$(native "$fresh/hive")")
quietly "$log" dotnet new install "$package" "${hive[@]}"
quietly "$log" dotnet build tests/MlDsl.Deployment.Tests -c Release -v quiet -nologo

# service NAME ROW MODEL NAMESPACE DNS ROUTE: made under those names, seen to be called so, and run.
service() {
  local name=$1 row=$2 model=$3 space=$4 dns=$5 route=$6 root=$fresh/$1 app=$fresh/app-$5 port answer
  quietly "$log" dotnet new mldsl-service -n "$name" --row "$row" --model "$model" -o "$root" "${hive[@]}"
  if grep -rnE '(Churn|churn|Customer)' "$root" --include='*' > "$log" && [ "$name" != ChurnService ]; then fail "$name still says the sample's names"; fi
  if grep -rnE '[A-Z]+_VERSION' "$root" > "$log"; then fail "$name lacks versions"; fi
  grep -qx "  name: $dns" "$root/deploy/kubernetes/deployment.yaml" || fail "$name is not called $dns in a cluster"
  (
    cd "$root"
    if dotnet build "$space" -nologo -v quiet > "$log" 2>&1 || ! grep -q "There is no model: 'dotnet run" "$log"; then fail "$name does not say that its model is missing"; fi
    quietly "$log" dotnet run --configuration Release --project "$space.Training" -- Models
    quietly "$log" dotnet test "$space.slnx" --configuration Release -nologo
    grep -qE 'Passed! ' "$log" || fail "$name has no tests"
    quietly "$log" dotnet run --configuration Release --no-build --project "$space.Training" -- benchmark "$fresh/$dns.txt"
    # Measured twice in one process after the other; a machine that does something else meanwhile is no failure of the template.
    dotnet run --configuration Release --no-build --project "$space.Training" -- benchmark "$fresh/$dns.now.txt" --against "$fresh/$dns.txt" > "$log" 2>&1 || grep -q '^gate: ' "$log" || fail "$name compares nothing"
    quietly "$log" dotnet tool restore
    quietly "$log" dotnet mldsl analyze . --no-restore --sarif mldsl.sarif
    if ! dotnet publish "$space" -c Release -r "$(rid)" -o "$app" -nologo > "$log" 2>&1 || grep -E 'warning|IL[23][0-9]{3}' "$log"; then fail "$name is not published without a warning"; fi
  )
  ASPNETCORE_URLS=http://127.0.0.1:0 DOTNET_EnableDiagnostics=0 "$app/$space" > "$fresh/service.log" 2>&1 &
  service=$!
  for _ in $(seq 100); do
    port=$(sed -nE 's#.*listening on: http://127\.0\.0\.1:([0-9]+).*#\1#p' "$fresh/service.log")
    [ -z "$port" ] && sleep 0.1 || break
  done
  cp "$fresh/service.log" "$log"
  [ -n "$port" ] || fail "$name does not start"
  curl -sf --retry 20 --retry-delay 1 --retry-all-errors "http://127.0.0.1:$port/health/ready" > /dev/null || fail "$name is not ready"
  answer=$(curl -sf -H 'Content-Type: application/json' -d '{ "contract": "Monthly", "months": 2, "fee": 40, "lastCall": "2024-04-01T13:00:00" }' "http://127.0.0.1:$port/$route") || fail "$name does not answer"
  curl -sf "http://127.0.0.1:$port/v2/models/$route/ready" > /dev/null || fail "$name has no model '$route'"
  quietly "$log" env "MLDSL_DEPLOYMENT=$(native "$root")" "MLDSL_DEPLOYMENT_URL=http://127.0.0.1:$port" dotnet test tests/MlDsl.Deployment.Tests -c Release --no-build --nologo
  kill -TERM "$service"
  wait "$service" || fail "$name does not end well"
  service=
  echo "template: $name: $answer"
}
service ChurnService Customer Churn ChurnService churn-service churn
service 'Acme.Parcel-Risk 7' 'late parcel' '2ndDelay' 'Acme.Parcel_Risk_7' acme-parcel-risk-7 m-2-nd-delay
service Service Contract File Service service file
