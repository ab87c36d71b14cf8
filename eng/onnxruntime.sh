#!/usr/bin/env bash
# Brings ONNX Runtime's native library for tests, samples and benchmarks, and prints its path.
# NuGet's packages of it do not restore everywhere, npm's holds the same library; only this platform's file is kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=1.30.0
case "$(uname -sm)" in
  "Linux x86_64") arch=x64 ;;
  "Linux aarch64") arch=arm64 ;;
  *) echo "eng/onnxruntime.sh: no library for $(uname -sm); set MLDSL_ONNXRUNTIME to one" >&2; exit 1 ;;
esac
folder=artifacts/onnxruntime/$version-linux-$arch
library=$folder/libonnxruntime.so.1

if [ -n "${MLDSL_ONNXRUNTIME:-}" ] && [ -e "$MLDSL_ONNXRUNTIME" ]; then
  library=$MLDSL_ONNXRUNTIME
elif [ ! -s "$library" ]; then
  # 113 MB, so it is fetched once; a half-written file must never count as the library, hence the move at the end.
  download=$(mktemp -d)
  trap 'rm -rf "$download"' EXIT
  npm pack "onnxruntime-node@$version" --silent --pack-destination "$download" >&2
  tar -xzf "$download/onnxruntime-node-$version.tgz" -C "$download" --strip-components=5 "package/bin/napi-v6/linux/$arch"
  mkdir -p "$folder"
  mv "$download/libonnxruntime.so.1" "$library"
fi
realpath "$library"
