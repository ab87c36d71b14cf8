# Packs MlDsl, installs it from a folder into a fresh project outside the repository, runs that, and sees that a mistake is told.
set -euo pipefail
rm -rf artifacts/packages
dotnet pack src/MlDsl.Package -c Release -o artifacts/packages -v quiet -nologo
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
cp eng/consumer/PackageConsumer.csproj.txt "$fresh/PackageConsumer.csproj"
cp samples/Quickstart/Program.cs "$fresh/Program.cs"
options=(-v quiet -nologo "-p:RestoreAdditionalProjectSources=$PWD/artifacts/packages" "-p:RestorePackagesPath=$fresh/packages")
dotnet build "$fresh" "${options[@]}"
dotnet "$fresh/bin/Debug/net10.0/PackageConsumer.dll" | grep "4 miles from the airport: 21"

# The ONNX door: the task, its targets and the generator come from the package; a committed manifest stands in for the model.
cp -r samples/OnnxAdapter/Models samples/OnnxAdapter/SurfaceModel.cs "$fresh"
dotnet build "$fresh" "${options[@]}"

# The model itself is there: the compiler of models comes from the package, too.
dotnet build samples/OnnxAdapter.Training -c Release -v quiet -nologo
dotnet artifacts/bin/OnnxAdapter.Training/release/OnnxAdapter.Training.dll "$fresh/Models/surface.onnx"
cp samples/OnnxAdapter/CompiledSurface.cs "$fresh"
dotnet build "$fresh" "${options[@]}"
cp eng/consumer/Mistake.cs.txt "$fresh/Mistake.cs"
if dotnet build "$fresh" "${options[@]}" > "$fresh/log" 2>&1 || ! grep -q "error MLD0106" "$fresh/log"; then
  cat "$fresh/log"
  echo "package: the analyzers of the package do not report MLD0106"
  exit 1
fi
echo "package: builds, runs, writes an adapter and reports MLD0106"
