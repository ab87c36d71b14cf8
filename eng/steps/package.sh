# Packs the packages and looks into them; installs MlDsl from a folder into a fresh project outside the repository, runs that, and sees
# that a mistake is told; installs the tool and runs it over a folder.
set -euo pipefail
source eng/common.sh
bash eng/pack.sh
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
consumers "$fresh"
fail() { echo "package: $*"; exit 1; }

bash eng/package-contents.sh "$fresh"
version=$(sed -n 's/.*<VersionPrefix>\(.*\)<.*/\1/p' Directory.Build.props)
unzip -p "artifacts/packages/MlDsl.$version.nupkg" '*.nuspec' > "$fresh/nuspec"
for id in MlDsl.Adapters MlDsl.Analyzers; do grep -q "dependency id=\"$id\" version=\"\[$version\]\"" "$fresh/nuspec" || fail "MlDsl does not want $id of exactly its version"; done

# Frameworks that are not supported are refused by name.
mkdir "$fresh/old"
for id in MlDsl MlDsl.Adapters; do
  sed "s/net10.0/net6.0/; s/Include=\"MlDsl\"/Include=\"$id\"/" eng/consumer/PackageConsumer.csproj.txt > "$fresh/old/Old.csproj"
  if dotnet restore "$fresh/old" -v quiet -nologo > "$fresh/log" 2>&1 || ! grep -q "NU1202.*$id $version.*net6.0" "$fresh/log"; then
    cat "$fresh/log"
    fail "a project for net6.0 is not told that $id does not support it"
  fi
done

app=$fresh/app
mkdir "$app"
cp eng/consumer/PackageConsumer.csproj.txt "$app/PackageConsumer.csproj"
cp samples/Quickstart/Program.cs "$app/Program.cs"
build() { quietly "$fresh/log" dotnet build "$app" -v quiet -nologo; }
build
dotnet "$app/bin/Debug/net10.0/PackageConsumer.dll" | grep "4 miles from the airport: 21"

# Rows of Parquet and Arrow: the libraries behind them, native ones too, come with the packages.
sources=$fresh/sources
mkdir "$sources"
sed 's/Include="MlDsl"/Include="MlDsl.Parquet"/' eng/consumer/PackageConsumer.csproj.txt > "$sources/Sources.csproj"
cp eng/consumer/Sources.cs.txt "$sources/Program.cs"
quietly "$fresh/log" dotnet build "$sources" -v quiet -nologo
(cd "$sources" && dotnet bin/Debug/net10.0/Sources.dll) | grep "rows: Elm 80; Oak 120"

# The ONNX door: the task, its targets and the generator come from the package; a committed manifest stands in for the model.
cp -r samples/OnnxAdapter/Models samples/OnnxAdapter/SurfaceModel.cs "$app"
build

# The model itself is there: the compiler of models comes from the package, too.
quietly "$fresh/log" dotnet build samples/OnnxAdapter.Training -c Release -v quiet -nologo
dotnet artifacts/bin/OnnxAdapter.Training/release/OnnxAdapter.Training.dll "$app/Models/surface.onnx"
cp samples/OnnxAdapter/CompiledSurface.cs "$app"
build
cp eng/consumer/Mistake.cs.txt "$app/Mistake.cs"
if dotnet build "$app" -v quiet -nologo > "$fresh/log" 2>&1 || ! grep -q "error MLD0106" "$fresh/log"; then
  cat "$fresh/log"
  fail "the analyzers of the package do not report MLD0106"
fi

# A library that keeps lists of its public surface: what it declares by hand is on one, what is generated on another, as docs/models.md says;
# the analyzer asks for the latter, and then for nothing else.
library=$fresh/library
mkdir "$library"
sed "s/PUBLIC_API_VERSION/$(version Microsoft.CodeAnalysis.PublicApiAnalyzers)/" eng/consumer/Library.csproj.txt > "$library/Library.csproj"
cp eng/consumer/Library.cs.txt "$library/Library.cs"
cp eng/consumer/Library.api.txt "$library/PublicAPI.Unshipped.txt"
echo '#nullable enable' | tee "$library/PublicAPI.Shipped.txt" > "$library/PublicAPI.Unshipped.Generated.txt"
cp -r samples/OnnxAdapter/Models "$library"
library() { dotnet build "$library" --no-incremental -v quiet -nologo "$@" > "$fresh/log" 2>&1; }
# told: files and rules of what the build says.
told() { sed -nE 's#.*[/\\]([A-Za-z.]+\.cs)\([0-9,]+\): error ([A-Z]+[0-9]+).*#\1 \2#p' "$fresh/log" | sort -u; }
if library || told | grep -v '\.g\.cs RS0016$'; then cat "$fresh/log"; fail "of what is written by hand and listed something is told"; fi
sed -nE "s/.*error RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" "$fresh/log" | sort -u >> "$library/PublicAPI.Unshipped.Generated.txt"
library || { cat "$fresh/log"; fail "a library that lists everything does not build"; }
if library -p:DefineConstants=UNLISTED || ! told | diff - <(echo "Library.cs RS0016"); then cat "$fresh/log"; fail "a type on no list is not told, or something else is"; fi
echo "package: $(find artifacts/packages -name '*.nupkg' | wc -l) packages; builds, runs, writes an adapter and reports MLD0106; the tool reports MLD1101 and MLD1201"
