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

# A library that keeps lists of its public surface lists what it declares by hand; one line of its .editorconfig leaves out what is generated.
library=$fresh/library
mkdir "$library"
sed "s/PUBLIC_API_VERSION/$(version Microsoft.CodeAnalysis.PublicApiAnalyzers)/" eng/consumer/Library.csproj.txt > "$library/Library.csproj"
cp eng/consumer/Library.cs.txt "$library/Library.cs"
cp eng/consumer/Library.api.txt "$library/PublicAPI.Unshipped.txt"
echo '#nullable enable' > "$library/PublicAPI.Shipped.txt"
cp -r samples/OnnxAdapter/Models "$library"
sed -n '/^\[\*\.g\.cs\]/,/^```/p' docs/models.md | grep -v '^```' > "$library/.editorconfig"
quietly "$fresh/log" dotnet build "$library" -v quiet -nologo
# unlisted NAME: what a build of the library says is on no list, by the file that has it.
unlisted() { sed -nE 's#.*/([A-Za-z.]+\.cs)\([0-9,]+\): error (RS[0-9]+).*#\1 \2#p' "$fresh/log" | sort -u > "$fresh/$1"; }
if dotnet build "$library" --no-incremental -v quiet -nologo -p:DefineConstants=UNLISTED > "$fresh/log" 2>&1; then fail "a type on no list is not told"; fi
unlisted hand
echo "Library.cs RS0016" | diff - "$fresh/hand" || fail "of what is written by hand something else is told"
rm "$library/.editorconfig"
if dotnet build "$library" --no-incremental -v quiet -nologo > "$fresh/log" 2>&1; then fail "generated members are told of no more: the line of docs/models.md is not needed"; fi
unlisted generated
if grep -v '\.g\.cs RS00' "$fresh/generated"; then cat "$fresh/log"; fail "without the line of docs/models.md more than generated code is told of"; fi

# The tool is a program of its own: installed for one folder, it reads another without a project.
mkdir -p "$fresh/tool/.config" "$fresh/tool/code"
echo "{ \"version\": 1, \"isRoot\": true, \"tools\": { \"mldsl.tool\": { \"version\": \"$version\", \"commands\": [ \"mldsl\" ] } } }" > "$fresh/tool/.config/dotnet-tools.json"
cp samples/LeakageTour/Program.cs "$fresh/tool/code"
(cd "$fresh/tool" && dotnet tool restore -v quiet && dotnet mldsl analyze code --severity warning) > "$fresh/log" 2>&1 && status=0 || status=$?
for id in MLD1101 MLD1201; do
  if [ "$status" != 1 ] || ! grep -q "$id" "$fresh/log"; then
    cat "$fresh/log"
    fail "the installed tool ends with $status instead of 1, or does not report $id"
  fi
done
echo "package: $(find artifacts/packages -name '*.nupkg' | wc -l) packages; builds, runs, writes an adapter and reports MLD0106; the tool reports MLD1101 and MLD1201"
