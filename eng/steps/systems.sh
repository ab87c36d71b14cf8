# Compiles what runs on other systems for them; nothing of it is run here.
set -euo pipefail
for rid in win-x64 osx-arm64 linux-arm64; do
  case $rid in win-*) library=onnxruntime.dll ;; osx-*) library=libonnxruntime.dylib ;; *) library=libonnxruntime.so ;; esac
  for sample in Quickstart OnnxAdapter CompiledModel; do
    dotnet build "samples/$sample" -c Release -r "$rid" --no-self-contained -p:UseAppHost=false -v quiet -nologo
    [ -f "artifacts/bin/$sample/release_$rid/$sample.dll" ] || { echo "systems: $sample was not compiled for $rid"; exit 1; }
  done
  [ -f "artifacts/bin/OnnxAdapter/release_$rid/$library" ] || { echo "systems: $library is not beside the program for $rid"; exit 1; }
done
echo "systems: compiled for win-x64, osx-arm64 and linux-arm64, not run"
