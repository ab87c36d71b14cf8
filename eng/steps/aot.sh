# Publishes the taxi sample to native code for net8.0 without a warning, and compares what it prints with the JIT's.
set -euo pipefail
out=artifacts/aot
rm -rf "$out"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! dotnet publish samples/TaxiFare -c Release -r linux-x64 -p:MlDslAot=true \
    -p:StripSymbols=true -o "$out" -nologo > "$log" 2>&1; then
  cat "$log"
  exit 1
fi
if grep -E "warning|IL[23][0-9]{3}" "$log"; then
  echo "aot: the publish has warnings"
  exit 1
fi
dotnet build samples/TaxiFare -c Release -v quiet -nologo
metrics() { (cd artifacts && "$@") | tail -n 1 | sed 's/ predict_ns=.*//'; }
native=$(metrics ../"$out"/TaxiFare)
jit=$(metrics dotnet bin/TaxiFare/release/TaxiFare.dll)
echo "aot: $native"
if [ "$native" != "$jit" ]; then
  echo "jit: $jit"
  echo "aot: the native program prints other metrics than the JIT"
  exit 1
fi

# A compiled model without ONNX Runtime: published, started, first prediction and its time.
rm -rf "$out-model"
if ! dotnet publish samples/CompiledModel -c Release -r linux-x64 -p:MlDslAot=true -p:StripSymbols=true -o "$out-model" -nologo > "$log" 2>&1 || grep -E "warning|IL[23][0-9]{3}" "$log"; then
  cat "$log"
  echo "aot: the compiled model cannot be published without a warning"
  exit 1
fi
dotnet build samples/CompiledModel -c Release -v quiet -nologo
native=$("$out-model"/CompiledModel) jit=$(dotnet artifacts/bin/CompiledModel/release/CompiledModel.dll)
echo "aot: $native"
echo "jit: $jit"
if [ "${native%% first_ms=*}" != "${jit%% first_ms=*}" ]; then
  echo "aot: the native program predicts something else than the JIT"
  exit 1
fi
