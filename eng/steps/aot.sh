# Publishes the taxi sample, a compiled model and services to native code for each framework, without a warning, and compares what they
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

# The milliseconds from the start of the sample's process to its first answer, of five processes the middle one; of the line that begins with NAME.
first_ms() {
  local name=$1
  shift
  for _ in 1 2 3 4 5; do (cd artifacts && "$@") | tr -d '\r' | sed -nE "s/^$name: .* first_ms=([0-9]+).*/\1/p"; done | sort -n | sed -n 3p
}

# The service answers from the file that this sample writes.
dotnet build samples/Subscriptions -c Release -v quiet -nologo
(cd artifacts && dotnet bin/Subscriptions/release/Subscriptions.dll) > /dev/null

# What this one fits to made-up rows the program of the JIT fits, and native code answers from the same files.
rm -rf artifacts/shop-models

for sample in TaxiFare CompiledModel SentimentService SubscriptionsService ShopService; do
  arguments=()
  case $sample in SubscriptionsService | ShopService) arguments=(ask) ;; esac
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
    # What a figure of time says depends on the machine: it is printed, and fails nothing.
    if [ "$sample" = SentimentService ]; then
      before=$(first_ms before dotnet "bin/$sample/release/$sample.dll") after=$(first_ms after "./aot/$sample-$framework/$sample")
      echo "aot: mlnet.first on $framework: mlnet_ms=$before native_ms=$after ratio.mlnet.first=$(awk -v before="$before" -v after="$after" 'BEGIN { printf "%.1f", before / after }')"
    fi
  done
done
