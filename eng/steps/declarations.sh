# Builds a project with one wrong declaration at a time, as a user does: the build shows one error, ours, at the line that is wrong.
set -euo pipefail
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
cp eng/consumer/Mistakes.csproj.txt "$fresh/Mistakes.csproj"
cp eng/consumer/Mistakes.cs.txt "$fresh/Mistakes.cs"
build() {
  dotnet build "$fresh" --no-incremental -v quiet -nologo -tl:off "-p:MlDslArtifacts=$PWD/artifacts" "-p:Mistake=$1" > "$fresh/log" 2>&1
}
build NONE || { cat "$fresh/log"; echo "declarations: the project without a mistake does not build"; exit 1; }
mistakes=0
for mistake in $(grep -oE '// [A-Z]+ MLD[0-9]{4}' "$fresh/Mistakes.cs" | cut -d' ' -f2); do
  read -r line id < <(grep -nE "// $mistake MLD" "$fresh/Mistakes.cs" | sed -E 's/^([0-9]+):.*(MLD[0-9]{4})$/\1 \2/')
  if build "$mistake"; then
    echo "declarations: $mistake builds without an error"
    exit 1
  fi
  found=$(grep -oE 'Mistakes\.cs\([0-9]+,[0-9]+\): error [A-Z]+[0-9]+|: error [A-Z]+[0-9]+' "$fresh/log" | sort -u)
  if ! grep -qE "^Mistakes\.cs\($line,[0-9]+\): error $id$" <<< "$found" || [ "$(wc -l <<< "$found")" != 1 ]; then
    cat "$fresh/log"
    echo "declarations: $mistake should show $id in line $line and nothing else"
    exit 1
  fi
  mistakes=$((mistakes + 1))
done
echo "declarations: $mistakes mistakes, one error each"
