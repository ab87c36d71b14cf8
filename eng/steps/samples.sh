# Runs every sample; each ends well, and the taxi sample's last line has its figures.
set -euo pipefail
MLDSL_ONNXRUNTIME=$(bash eng/onnxruntime.sh)
export MLDSL_ONNXRUNTIME
out=$(mktemp)
trap 'rm -f "$out"' EXIT
for sample in samples/*/; do
  name=$(basename "$sample")
  # What trains a sample's model runs in the build of that sample.
  if [[ $name == *.Training ]]; then continue; fi
  echo "-- $name"
  # Not every feed holds ML.NET; a test compiles this sample against its declarations in any case.
  if [ "$name" = LeakageTour ]; then
    if dotnet build "$sample" -c Release -nologo > "$out" 2>&1; then grep -oE 'MLD[0-9]{4}' "$out" | sort -u | tr '\n' ' '
    elif grep -q 'NU1101\|NU1102' "$out"; then echo "samples: LeakageTour is off, Microsoft.ML does not restore here"
    else cat "$out"; exit 1; fi
    continue
  fi
  dotnet build "$sample" -c Release -v quiet -nologo
  if ! (cd artifacts && dotnet "bin/$name/release/$name.dll") > "$out" 2>&1; then
    cat "$out"
    echo "samples: $name failed"
    exit 1
  fi
  tail -n 1 "$out"
  if [ "$name" = TaxiFare ] && ! tail -n 1 "$out" | grep -qE '^rows=[0-9]+ r2=[0-9.]+ rmse=[0-9.]+ mae=[0-9.]+ duplicates=[0-9]+ predict_ns=[0-9]+ predict_bytes=0$'; then
    echo "samples: the last line of $name lacks its figures, or predictions allocate"
    exit 1
  fi
done
