# Publishes the taxi sample, a compiled model and a service to native code for each framework, without a warning, and compares what they
# print with the JIT.
set -euo pipefail
source eng/common.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# native_code SAMPLE FRAMEWORK
native_code() {
  rm -rf "artifacts/aot/$1-$2"
  if ! dotnet publish "samples/$1" -c Release -r "$(rid)" "-p:MlDslAot=$2" -p:StripSymbols=true -o "artifacts/aot/$1-$2" -nologo > "$log" 2>&1 \
      || grep -E "warning|IL[23][0-9]{3}" "$log"; then
    cat "$log"
    echo "aot: $1 cannot be published for $2 without a warning"
    exit 1
  fi
}

# What a sample prints last, without what it measured. The host of a service writes to the console, too.
figures() { (cd artifacts && Logging__LogLevel__Default=None "$@") | tail -n 1 | tr -d '\r' | sed -E 's/ (predict_ns|first_ms)=.*//'; }

# The service answers from the file that this sample writes.
dotnet build samples/Subscriptions -c Release -v quiet -nologo
(cd artifacts && dotnet bin/Subscriptions/release/Subscriptions.dll) > /dev/null

for sample in TaxiFare CompiledModel SentimentService SubscriptionsService; do
  arguments=()
  if [ "$sample" = SubscriptionsService ]; then arguments=(ask); fi
  dotnet build "samples/$sample" -c Release -v quiet -nologo
  jit=$(figures dotnet "bin/$sample/release/$sample.dll" "${arguments[@]}")
  for framework in net8.0 net10.0; do
    native_code "$sample" "$framework"
    # What was linked is in the linker's list; nothing of it lies beside the program.
    find "artifacts/obj/$sample" -name '*.ilc.rsp' | grep -q . || { echo "aot: nothing says what $sample was linked from"; exit 1; }
    if find "artifacts/obj/$sample" -name '*.ilc.rsp' -exec grep -hE '/Microsoft\.ML(\.(Core|Data|DataView|CpuMath|StandardTrainers|Transforms|FastTree|LightGbm|KMeansClustering|PCA))?\.dll' {} +; then
      echo "aot: $sample carries ML.NET"
      exit 1
    fi
    native=$(figures "./aot/$sample-$framework/$sample" "${arguments[@]}")
    echo "aot: $sample on $framework: $native"
    if [ "$native" != "$jit" ]; then
      echo "aot: the JIT prints: $jit"
      exit 1
    fi
  done
done
