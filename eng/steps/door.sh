# Installs MlDsl.Analyzers alone into a fresh project of plain ML.NET code, and compares what its build says with the leaks that the
# sample's README shows; presets, accepted risks and ways come with it. Beside MlDsl.Adapters or MlDsl nothing is said twice; without ML.NET
# nothing is said at all.
set -euo pipefail
source eng/common.sh
bash eng/pack.sh
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
consumers "$fresh"
sed -n '/^```text$/,/^```$/p' samples/LeakageTour/README.md | grep '^Program' | sort > "$fresh/expected"

# project NAME PACKAGE…: the packages of MlDsl that a project references.
project() {
  mkdir -p "$fresh/$1"
  cp samples/LeakageTour/Program.cs "$fresh/$1"
  {
    sed '/<\/ItemGroup>/,$d' eng/consumer/MlNetConsumer.csproj.txt
    for package in "${@:2}"; do echo "    <PackageReference Include=\"$package\" Version=\"*-*\" />"; done
    sed -n '/<\/ItemGroup>/,$p' eng/consumer/MlNetConsumer.csproj.txt
  } | sed "s/ML_VERSION/$(version Microsoft.ML)/" > "$fresh/$1/App.csproj"
}

leaks() {
  dotnet build "$fresh/$1" --no-incremental -v quiet -nologo -tl:off > "$fresh/log" 2>&1 || true
  if ! bash eng/leaks.sh "$fresh/log" | diff "$fresh/expected" -; then
    cat "$fresh/log"
    echo "door: $2"
    exit 1
  fi
}

project alone MlDsl.Analyzers
leaks alone "the package does not report the leaks that samples/LeakageTour/README.md shows"
once=$(grep -c MLD1201 "$fresh/log")
bash eng/presets.sh "$fresh"
for other in MlDsl.Adapters MlDsl; do
  project "beside-$other" MlDsl.Analyzers "$other"
  # What is generated is generated once.
  cp eng/consumer/Rooms.cs.txt "$fresh/beside-$other/Rooms.cs"
  leaks "beside-$other" "with $other beside it the package reports something else"
  if [ "$(grep -c MLD1201 "$fresh/log")" != "$once" ]; then
    cat "$fresh/log"
    echo "door: with $other beside it the leaks are reported twice"
    exit 1
  fi
  if grep 'error CS' "$fresh/log"; then
    echo "door: with $other beside it what is generated does not compile"
    exit 1
  fi
done

project without MlDsl.Analyzers
sed '/Include="Microsoft.ML/d' "$fresh/without/App.csproj" > "$fresh/without/Without.csproj"
rm "$fresh/without/App.csproj"
echo 'Console.WriteLine("no model");' > "$fresh/without/Program.cs"
quietly "$fresh/log" dotnet build "$fresh/without" --no-incremental -v quiet -nologo -tl:off
if grep -E 'MLD[0-9]{4}|AD0001|CS8032' "$fresh/log"; then
  echo "door: something is said of a project without ML.NET"
  exit 1
fi
echo "door: $(wc -l < "$fresh/expected") leaks reported once each, nothing without ML.NET"
