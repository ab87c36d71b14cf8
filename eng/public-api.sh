# Writes the lists of the public surface anew: PublicAPI.Unshipped.txt beside each project has what people use and no release has had,
# PublicAPI.Unshipped.Generated.txt what only generated code calls. Read the difference before you commit it. What has shipped stays in
# PublicAPI.Shipped.txt; what of it is gone is named at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# The lists are what the analyzers say.
unset RunAnalyzers
folder=$PWD/artifacts/public-api
rm -rf "$folder"
mkdir -p "$folder"
echo '#nullable enable' > "$folder/PublicAPI.Unshipped.txt"
# The surface is the same on every framework; where it is not, the build of the other one says so.
for project in MlDsl.Reports MlDsl.LightGbm MlDsl.XGBoost MlDsl.Onnx MlDsl.MlNet MlDsl.MlNet.Training MlDsl.Parquet MlDsl.Labels MlDsl.Monitoring MlDsl.Tasks MlDsl.Serving.Grpc; do
  dotnet build "src/$project" -c Release -f net8.0 -v quiet -nologo "-p:MlDslPublicApi=$folder" > "$folder/log" || { grep error "$folder/log" | sort -u; exit 1; }
done
for project in MlDsl.Serving.OpenApi MlDsl.Serving.Swashbuckle; do
  dotnet build "src/$project" -c Release -f net10.0 -v quiet -nologo "-p:MlDslPublicApi=$folder" > "$folder/log" || { grep error "$folder/log" | sort -u; exit 1; }
done

# symbols LOG RULE: the place and the name of each symbol that the rule tells of, divided by tabulators.
symbols() {
  awk -F'"' -v rule="$2" '
    $2 == "ruleId" { id = $4; line = 0 }
    $2 == "uri" { file = $4; sub("^file://", "", file); gsub("%20", " ", file) }
    $2 == "startLine" { line = $3; gsub(/[^0-9]/, "", line) }
    $2 == "APIName" && id == rule {
      name = $0
      sub(/^ *"APIName": "/, "", name); sub(/",?\r?$/, "", name); gsub(/\\"/, "\"", name); gsub(/\\\\/, "\\", name)
      print file "\t" line "\t" name
    }' "$1"
}

# Marks what is hidden from editors, or lies in what is, with G.
marked() {
  awk -F'\t' '
    function hidden(file, line,    text, from) {
      if (!(file in counts)) { while ((getline text < file) > 0) source[file, ++counts[file]] = text; close(file) }
      for (from = line; from > 0; from--) {
        text = source[file, from]
        if (text ~ /EditorBrowsableState\.Never/) return 1
        if (from < line && text !~ /^ *(\[|\/\/)/) return 0
      }
      return 0
    }
    { places[NR] = $3; if (hidden($1, $2)) holders[$3] = 1 }
    END {
      for (i = 1; i <= NR; i++) {
        name = places[i]; mark = (name in holders) ? "G" : "P"
        bare = name
        while (sub(/^(~|abstract |const |override |readonly |sealed |static |virtual )/, "", bare)) { }
        for (holder in holders) if (mark == "P" && index(bare, holder ".") == 1) mark = "G"
        print mark "\t" name
      }
    }'
}

# What is made for .NET 10 alone has no other list.
for log in "$folder"/*-net8.0.sarif "$folder"/MlDsl.Serving.{OpenApi,Swashbuckle}-net10.0.sarif; do
  project=$(basename "$log" .sarif)
  project=${project%-net*}
  symbols "$log" RS0016 | marked | sort -u > "$folder/$project.symbols"
  for list in P:PublicAPI.Unshipped.txt G:PublicAPI.Unshipped.Generated.txt; do
    { echo '#nullable enable'; sed -n "s/^${list%%:*}\t//p" "$folder/$project.symbols"; } | LC_ALL=C sort > "src/$project/${list#*:}"
  done
  echo "public-api: $project: $(($(wc -l < "src/$project/PublicAPI.Unshipped.txt") - 1)) for people, $(($(wc -l < "src/$project/PublicAPI.Unshipped.Generated.txt") - 1)) for generated code"
  if grep -q '"ruleId": "RS0017"' "$log"; then
    grep -A4 '"ruleId": "RS0017"' "$log" | sed -n "s/.*\"text\": \"\(.*\)\".*/  shipped and gone: \1/p" | sort -u
  fi
done
