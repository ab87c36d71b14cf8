# A fresh web project of the packages, its row types and endpoints in one assembly, published to native code without a warning. It passes the suite of the Open Inference Protocol over HTTP and
# gRPC, answers while ten thousand connections are held, and answers first at most 20 ms after the same project without a model, from start to answer, in the median of 20, the least of three.
set -euo pipefail
source eng/common.sh
bash eng/pack.sh
fresh=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service" 2> /dev/null || true; rm -rf "$fresh"' EXIT
consumers "$fresh"
for name in without with; do
  mkdir -p "$fresh/$name"
  cp eng/consumer/NativeService.cs.txt "$fresh/$name/Program.cs"
  cp eng/consumer/NativeService.csproj.txt "$fresh/$name/Service.csproj"
done
cp tests/MlDsl.Serving.Tests/Rows/{Ride,Everything}.cs "$fresh/with"
sed -i 's#^</Project>#<PropertyGroup><DefineConstants>$(DefineConstants);MODEL</DefineConstants></PropertyGroup><ItemGroup><PackageReference Include="MlDsl" Version="*-*" /><PackageReference Include="MlDsl.Serving.Grpc" Version="*-*" /><PackageReference Include="MlDsl.Serving.OpenApi" Version="*-*" /></ItemGroup></Project>#' "$fresh/with/Service.csproj"
for name in without with; do
  if ! dotnet publish "$fresh/$name" -c Release -r "$(rid)" -o "$fresh/$name-native" -nologo > "$fresh/log" 2>&1 || grep -E "warning|IL[23][0-9]{3}" "$fresh/log"; then
    cat "$fresh/log"
    echo "serving-native: the service $name a model cannot be published without a warning"
    exit 1
  fi
done

dotnet build benchmarks/MlDsl.Serving.Load -c Release -v quiet -nologo
load=artifacts/bin/MlDsl.Serving.Load/release/MlDsl.Serving.Load.dll
dotnet "$load" model "$fresh/ride.mldsl"
# Ports below those that systems give away themselves.
port=$((20000 + RANDOM % 5000))
"$fresh/with-native/Service" "$fresh/ride.mldsl" all "$port" &
service=$!
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/v2/health/ready" > /dev/null && break || sleep 0.1; done
curl -s "http://127.0.0.1:$port/openapi/v1.json" > "$fresh/document"
grep -q '"vendor"' "$fresh/document" || { cat "$fresh/document"; echo "serving-native: the document of the API does not tell the model's columns"; exit 1; }
MLDSL_CONFORMANCE_URL="http://127.0.0.1:$port" MLDSL_CONFORMANCE_GRPC="http://127.0.0.1:$((port + 1))" MLDSL_CONFORMANCE_MODEL=ride \
  dotnet test tests/MlDsl.Conformance -c Release -v quiet -nologo --logger "console;verbosity=minimal" > "$fresh/log" || { cat "$fresh/log"; exit 1; }
# Both ends have a file for each connection.
connections=10000
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -gt 10500 ] || connections=$(($(ulimit -n) - 500))
held=$(dotnet "$load" connections "$port" "$connections") || { echo "serving-native: not all were answered: $held"; exit 1; }
kill "$service"
service=
conformance=$(sed -n 's/.*Passed: *\([0-9]*\).*Total: *\([0-9]*\).*/\1\/\2/p' "$fresh/log" | tail -1)
[[ $conformance =~ ^([0-9]+)/([0-9]+)$ && ${BASH_REMATCH[1]} -gt 0 ]] || { cat "$fresh/log"; exit 1; }
starts=$(dotnet "$load" start 20 "$fresh/without-native/Service" 20 "$fresh/with-native/Service" "$fresh/ride.mldsl") || { echo "serving-native: the model adds more than 20 ms: $starts"; exit 1; }
echo "serving-native: conformance=$conformance $held $starts bytes=$(stat -c %s "$fresh/with-native/Service")"
