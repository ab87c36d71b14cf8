# Compiles what runs on other systems for them; nothing of it is run here.
set -euo pipefail
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for rid in win-x64 osx-arm64 linux-arm64; do
  case $rid in win-*) library=onnxruntime.dll ;; osx-*) library=libonnxruntime.dylib ;; *) library=libonnxruntime.so ;; esac
  for sample in Quickstart OnnxAdapter CompiledModel; do
    # Not every feed holds the packs of other systems.
    if ! dotnet build "samples/$sample" -c Release -r "$rid" --no-self-contained -p:UseAppHost=false -v quiet -nologo > "$log" 2>&1; then
      if grep -q 'NU1102.*Microsoft\.[A-Za-z]*\.App\.Runtime' "$log"; then echo "systems: skipped=$rid, whose framework packs this feed does not hold"; continue 2; fi
      cat "$log"
      exit 1
    fi
    [ -f "artifacts/bin/$sample/release_$rid/$sample.dll" ] || { echo "systems: $sample was not compiled for $rid"; exit 1; }
  done
  [ -f "artifacts/bin/OnnxAdapter/release_$rid/$library" ] || { echo "systems: $library is not beside the program for $rid"; exit 1; }
done
echo "systems: the others are compiled, not run"
