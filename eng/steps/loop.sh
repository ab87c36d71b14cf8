# The loop from training to a service: the service builds on the model that it was given; then a column changes in six ways without the model
# being trained again, and the build names it each time. What changes is a copy of the service, so that nothing has to be restored.
set -euo pipefail
source eng/common.sh
copy=artifacts/loop/Loop
log=artifacts/loop/log
rm -rf artifacts/loop
mkdir -p "$copy"
quietly "$log" dotnet build samples/ChurnService -c Release -v quiet -nologo
cp samples/ChurnService/{Customer,ChurnRisk,ChurnScorer}.cs "$copy"
# A library: what serves is left out.
sed "s#<PublishAot>.*#<OutputType>Library</OutputType>#" samples/ChurnService/ChurnService.csproj > "$copy/Loop.csproj"
# What lies below artifacts is no source of its own accord.
cat > artifacts/loop/Directory.Build.props << 'EOF'
<Project>
  <Import Project="../../samples/Directory.Build.props" />
  <ItemGroup><Compile Include="$(MSBuildThisFileDirectory)Loop/*.cs" /></ItemGroup>
</Project>
EOF
options=(-c Release -v quiet -nologo -p:BuildProjectReferences=false)
quietly "$log" dotnet restore "$copy" -v quiet
quietly "$log" dotnet build "$copy" --no-restore "${options[@]}" || { echo "loop: the service does not build on the model it was given"; exit 1; }

changes=0 named=0
# change WHAT COLUMN SCRIPT: sed's script changes the row; the build is to name the column.
change() {
  sed "$3" samples/ChurnService/Customer.cs > "$copy/Customer.cs"
  if cmp -s samples/ChurnService/Customer.cs "$copy/Customer.cs"; then
    echo "loop: the column '$2' that shall be $1 is not in samples/ChurnService/Customer.cs"
    exit 1
  fi
  changes=$((changes + 1))
  if dotnet build "$copy" --no-restore "${options[@]}" > "$log" 2>&1; then
    echo "loop: a column is $1, and the build says nothing"
  elif grep -q "error MLD2005: .*the column '$2'" "$log"; then
    named=$((named + 1))
    echo "loop: $1: $(grep -o "the column '$2'[^;]*" "$log" | head -n 1)"
  else
    cat "$log"
    echo "loop: a column is $1, and the build does not name '$2'"
  fi
}
change added Calls 's/^    \[Label\]/    [Numeric] public required int Calls { get; init; }\n&/'
change removed Payment '/ Payment /d'
change renamed Rating 's/ Rating / Stars /'
change retyped Months 's/required int Months/required long Months/; s/float fee, int months/float fee, long months/'
change nullable Contract 's/required Contract Contract/Contract? Contract/'
change "given other options" Fee '/ Fee /s/Scale\.Standard/Scale.Robust/'
echo "loop: changes=$changes named=$named"
[ "$changes" -eq "$named" ]
