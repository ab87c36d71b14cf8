# What the first calls of a process cost with compiled models as trainers make them, just-in-time and native: milliseconds of loading a
# model, of its first call and of its tenth, medians of nine processes. Both predict the same scores.
set -euo pipefail
source eng/common.sh
models="${MLDSL_TESTDATA:-../shared/data}/../models/mlnet5"
[ -f "$models/sdca.onnx" ] || skip first-calls "the models mlnet5 do not lie beside the data that MLDSL_TESTDATA names"
bash eng/pack.sh
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
consumers "$fresh"
options=(-v quiet -nologo)
for name in jit native; do
  mkdir -p "$fresh/$name/Models"
  cp eng/consumer/PackageConsumer.csproj.txt "$fresh/$name/PackageConsumer.csproj"
  cp eng/consumer/FirstCalls.cs.txt "$fresh/$name/Program.cs"
  cp "$models"/*.onnx "$fresh/$name/Models"
done
quietly "$fresh/log" dotnet build "$fresh/jit" -c Release "${options[@]}"
quietly "$fresh/log" dotnet publish "$fresh/native" -c Release -r "$(rid)" -p:PublishAot=true -p:StripSymbols=true -o "$fresh/aot" "${options[@]}"

# first NAME COMMAND…: its figures, and the score into a file.
first() {
  local name=$1
  shift
  for _ in 1 2 3 4 5 6 7 8 9; do "$@"; done > "$fresh/figures"
  cut -d' ' -f4 "$fresh/figures" | sort -u > "$fresh/score.$name"
  for column in 1 2 3; do cut -d' ' -f$column "$fresh/figures" | sort -n | sed -n 5p; done | tr '\n' ' ' |
    awk -v name="$name" '{ printf "first-calls.%s: load_ms=%.2f first_ms=%.2f tenth_ms=%.4f over_ms=%.2f\n", name, $1, $2, $3, $2 - $3 }'
}
for model in sdca ft100 lgb300 ft500; do
  first "jit.$model" dotnet "$fresh/jit/bin/Release/net10.0/PackageConsumer.dll" $model
  first "aot.$model" "$fresh/aot/PackageConsumer" $model
  if ! cmp -s "$fresh/score.jit.$model" "$fresh/score.aot.$model" || [ "$(wc -l < "$fresh/score.jit.$model")" -ne 1 ]; then
    echo "first-calls: $model predicts different scores: $(cat "$fresh/score.jit.$model" "$fresh/score.aot.$model" | tr '\n' ' ')"
    exit 1
  fi
done
