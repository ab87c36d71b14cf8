# A first day with each door on each framework: a fresh project outside the repository, from the packages alone, with the settings that
# `dotnet new` gives, follows the READMEs. A line <!-- first-day: DOOR/FILE --> names what the block after it is:
#   add.sh   what is typed to get the package       FILE.cs   a file of the project; every door has a Program.cs
#   build    lines that its build says              output    lines that it prints
set -euo pipefail
source eng/common.sh
bash eng/pack.sh
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
consumers "$fresh"
log=$fresh/log

for page in README.md src/MlDsl.Adapters.Package/README.md analyzers/MlDsl.Analyzers.Package/README.md; do
  awk -v folder="$fresh/pages" '
    /^<!-- first-day: .* -->\r?$/ { file = folder "/" $3; next }
    file != "" && !inside && /^```/ { inside = 1; path = file; sub("/[^/]*$", "", path); system("mkdir -p \"" path "\""); next }
    inside && /^```/ { close(file); inside = 0; file = ""; next }
    inside { print >> file }' "$page"
done

# said FILE: each line of FILE is in the log.
said() {
  while IFS= read -r line; do
    grep -qF -- "$line" "$log" || { cat "$log"; echo "first-day: $door on $framework does not say: $line"; exit 1; }
  done < "$1"
}

# The model file of the adapters' README is made by the sample that shows the same.
quietly "$log" dotnet build samples/CompiledModel.Training -c Release -v quiet -nologo
dotnet exec artifacts/bin/CompiledModel.Training/release/CompiledModel.Training.dll "$fresh/delivery.onnx"

for door in analyzers adapters mldsl; do
  case $door in analyzers) package=MlDsl.Analyzers ;; adapters) package=MlDsl.Adapters ;; *) package=MlDsl ;; esac
  add=$fresh/pages/$door/add.sh
  [ -f "$add" ] || echo "dotnet add package $package" > "$add"
  for framework in net8.0 net10.0; do
    app=$fresh/$door-$framework/App
    quietly "$log" dotnet new console -o "$app" --no-restore
    # The SDK's templates offer what is in support; a service may be on an older framework.
    sed "s#<TargetFramework>.*<#<TargetFramework>$framework<#" "$app/App.csproj" > "$log"
    cp "$log" "$app/App.csproj"
    # What the READMEs take to be there: a project of ML.NET code, and a model file.
    case $door in
      analyzers)
        for library in Microsoft.ML Microsoft.ML.FastTree; do quietly "$log" dotnet add "$app" package "$library" --version "$(version "$library")" --no-restore; done ;;
      adapters) mkdir "$app/Models" && cp "$fresh/delivery.onnx" "$app/Models" ;;
    esac
    (cd "$app" && quietly "$log" bash -e "$add")
    cp "$fresh/pages/$door/"*.cs "$app"
    built=0
    dotnet build "$app" -nologo -tl:off > "$log" 2>&1 || built=$?
    if [ -f "$fresh/pages/$door/build" ]; then
      said "$fresh/pages/$door/build"
    elif [ "$built" -ne 0 ] || ! grep -q '^ *0 Warning(s)' "$log"; then
      cat "$log"
      echo "first-day: $door does not build on $framework without a warning"
      exit 1
    fi
    if [ "$built" -eq 0 ]; then
      # What is built for an older framework runs on the newer one that is here.
      DOTNET_ROLL_FORWARD=Major quietly "$log" dotnet "$app/bin/Debug/$framework/App.dll"
      [ ! -f "$fresh/pages/$door/output" ] || said "$fresh/pages/$door/output"
    fi
    if [ "$built" -eq 0 ]; then echo "first-day: $door on $framework: $(tail -n 1 "$log")"; else echo "first-day: $door on $framework: the build says what the README shows"; fi
  done
done
