# Packs MlDsl.Analyzers alone, installs it from a folder into a fresh project of plain ML.NET code, and compares what its build says
# with the leaks that the sample's README shows. Beside MlDsl nothing is said twice; without ML.NET nothing is said at all.
set -euo pipefail
rm -rf artifacts/door
dotnet pack analyzers/MlDsl.Analyzers.Package -c Release -o artifacts/door -v quiet -nologo
[ -n "$(ls artifacts/packages/MlDsl.[0-9]*.nupkg 2> /dev/null)" ] || dotnet pack src/MlDsl.Package -c Release -o artifacts/packages -v quiet -nologo
cp artifacts/packages/MlDsl.[0-9]*.nupkg artifacts/door
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
options=(-v quiet -nologo -tl:off "-p:RestoreAdditionalProjectSources=$PWD/artifacts/door" "-p:RestorePackagesPath=$fresh/packages")

mkdir -p "$fresh/declarations" "$fresh/app"
cp tests/MlDsl.Analyzers.Tests/Declarations/* "$fresh/declarations"
cp eng/consumer/Declarations.csproj.txt "$fresh/declarations/Microsoft.ML.csproj"
dotnet build "$fresh/declarations" -v quiet -nologo -o "$fresh/app/ml" > "$fresh/log" || { cat "$fresh/log"; exit 1; }

cp eng/consumer/MlNetConsumer.csproj.txt "$fresh/app/App.csproj"
cp samples/LeakageTour/Program.cs "$fresh/app"
sed -n '/^```text$/,/^```$/p' samples/LeakageTour/README.md | grep '^Program' | sort > "$fresh/expected"
leaks() {
  dotnet build "$fresh/app" --no-incremental "${options[@]}" > "$fresh/log" 2>&1 || true
  grep -oE 'Program\.cs\([0-9]+,[0-9]+\): (error|warning) MLD[0-9]{4}: .* \[' "$fresh/log" | sed -E 's/ (\(https[^ ]*\) )?\[$//' | sort -u > "$fresh/found"
  if ! diff "$fresh/expected" "$fresh/found"; then
    cat "$fresh/log"
    echo "door: $1"
    exit 1
  fi
}
leaks "the package does not report the leaks that samples/LeakageTour/README.md shows"
once=$(grep -c 'MLD1201' "$fresh/log")
sed -i 's|<PackageReference Include="MlDsl.Analyzers"|<PackageReference Include="MlDsl" Version="*-*" />\n    &|' "$fresh/app/App.csproj"
leaks "with MlDsl beside it the package reports something else"
if [ "$(grep -c 'MLD1201' "$fresh/log")" != "$once" ]; then
  cat "$fresh/log"
  echo "door: with MlDsl beside it the leaks are reported twice"
  exit 1
fi

cp eng/consumer/MlNetConsumer.csproj.txt "$fresh/app/App.csproj"
sed -i '/Reference Include="Microsoft.ML"/d' "$fresh/app/App.csproj"
echo 'Console.WriteLine("no model");' > "$fresh/app/Program.cs"
dotnet build "$fresh/app" --no-incremental "${options[@]}" > "$fresh/log" 2>&1 || { cat "$fresh/log"; exit 1; }
if grep -E 'MLD[0-9]{4}|AD0001|CS8032' "$fresh/log"; then
  echo "door: something is said of a project without ML.NET"
  exit 1
fi
echo "door: $(wc -l < "$fresh/expected") leaks reported once each, nothing without ML.NET"
