# What a large model costs, 500 complete trees of depth 8: seconds added to a build, and milliseconds to the first prediction of a
# process, by the compiled model and by ONNX Runtime, just-in-time and native.
set -euo pipefail
source eng/common.sh
dotnet build benchmarks/MlDsl.Benchmarks.Models -c Release -v quiet -nologo
bash eng/pack.sh
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
consumers "$fresh"
runtime=$(version Microsoft.ML.OnnxRuntime)
dotnet artifacts/bin/MlDsl.Benchmarks.Models/release/MlDsl.Benchmarks.Models.dll "$fresh/all"
options=(-v quiet -nologo)

# Two projects, alike but for the model.
for name in without with; do
  mkdir -p "$fresh/$name"
  sed "s|<PackageReference .*|&<PackageReference Include=\"Microsoft.ML.OnnxRuntime\" Version=\"$runtime\" />|" eng/consumer/PackageConsumer.csproj.txt > "$fresh/$name/PackageConsumer.csproj"
done
echo 'System.Console.WriteLine("nothing");' > "$fresh/without/Program.cs"
mkdir "$fresh/with/Models"
cp "$fresh/all/large.onnx" "$fresh/with/Models/trees.onnx"
cp eng/consumer/Cost.cs.txt "$fresh/with/Program.cs"
cp eng/consumer/CostModels.cs.txt "$fresh/with/CostModels.cs"
for name in without with; do dotnet restore "$fresh/$name" "${options[@]}"; done

# Milliseconds of a build: cold (nothing built yet), edited (a source file is newer) or warm (nothing changed).
build() {
  if [ "$2" = cold ]; then rm -rf "$fresh/$1/bin" "$fresh/$1/obj/Debug"; elif [ "$2" = edited ]; then touch "$fresh/$1/Program.cs"; fi
  local start
  start=$(date +%s%N)
  dotnet build "$fresh/$1" --no-restore "${options[@]}" > /dev/null
  echo $((($(date +%s%N) - start) / 1000000))
}
median() { sort -n | awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }'; }
for kind in cold edited warm; do
  : > "$fresh/$kind.with"; : > "$fresh/$kind.without"
  for _ in 1 2 3 4 5; do
    for name in without with; do build "$name" "$kind" >> "$fresh/$kind.$name"; done
  done
  echo "build.$kind.added_ms=$(($(median < "$fresh/$kind.with") - $(median < "$fresh/$kind.without"))) with=$(median < "$fresh/$kind.with") without=$(median < "$fresh/$kind.without")"
done

first() {
  for _ in 1 2 3 4 5 6 7; do "$@" | cut -d' ' -f1; done | median
}
dotnet build "$fresh/with" --no-restore -c Release "${options[@]}"
jit=(dotnet "$fresh/with/bin/Release/net10.0/PackageConsumer.dll")
cp -r "$fresh/with" "$fresh/for-native"
rm -rf "$fresh/for-native/bin" "$fresh/for-native/obj"
dotnet publish "$fresh/for-native" -c Release -r linux-x64 -p:PublishAot=true -p:StripSymbols=true -o "$fresh/native" "${options[@]}" > "$fresh/log" 2>&1 || { cat "$fresh/log"; exit 1; }
native=("$fresh/native/PackageConsumer")
if [ "$("${jit[@]}" compiled | cut -d' ' -f2)" != "$("${native[@]}" runtime | cut -d' ' -f2)" ]; then
  echo "model-cost: the backends predict different scores"
  exit 1
fi
for backend in compiled runtime; do
  (cd "$fresh/with/bin/Release/net10.0" && echo "first.jit.$backend.ms=$(first "${jit[@]}" $backend)")
  (cd "$fresh/native" && echo "first.aot.$backend.ms=$(first "${native[@]}" $backend)")
done
