#!/usr/bin/env bash
# package-contents.sh SCRATCH: looks into the packed packages: what each has to carry, whose libraries are in it, and symbols of each.
set -euo pipefail
fresh=$1
fail() { echo "package: $*"; exit 1; }

# named LIBRARY: the notices name it, alone or by the beginning of its name.
named() {
  local name=${1%.dll}
  grep -qwF "$1" THIRD-PARTY-NOTICES.txt || grep -qwF "$name" THIRD-PARTY-NOTICES.txt && return
  while [[ "$name" == *.* ]]; do
    name=${name%.*}
    if grep -qF "$name.*" THIRD-PARTY-NOTICES.txt; then return; fi
  done
  return 1
}

for package in artifacts/packages/*.nupkg; do
  unzip -Z1 "$package" | tr -d '\r' > "$fresh/files"
  for file in README.md icon.png THIRD-PARTY-NOTICES.txt; do grep -qx "$file" "$fresh/files" || fail "$package lacks $file"; done
  unzip -p "$package" '*.nuspec' > "$fresh/nuspec"
  for element in releaseNotes repository license icon readme; do grep -q "<$element" "$fresh/nuspec" || fail "$package has no $element"; done
  # Two packages stand on ML.NET itself, and one of them on its trees.
  libraries='dependency id="Microsoft\.ML'
  case $package in
    */MlDsl.MlNet.[0-9]*) libraries='dependency id="Microsoft\.ML\.' ;;
    */MlDsl.MlNet.Training.[0-9]*) libraries='dependency id="Microsoft\.ML\.\([^F]\|F[^a]\)' ;;
  esac
  if grep -q "$libraries" "$fresh/nuspec"; then fail "$package depends on a library that only tests need"; fi
  # What others wrote is named with its license.
  for library in $(grep '\.dll$' "$fresh/files" | sed 's#.*/##' | grep -v '^MlDsl\.' || true); do
    [ "$library" = MlDsl.dll ] || named "$library" || fail "THIRD-PARTY-NOTICES.txt does not name $library, which $package carries"
  done
  # What the tool reads Parquet files and databases with, for each system that .NET's tools are mostly run on.
  if [[ "$package" == */MlDsl.Tool.[0-9]* ]]; then
    for library in linux-x64/native/{ParquetSharpNative,libe_sqlite3}.so linux-arm64/native/{ParquetSharpNative,libe_sqlite3}.so osx-arm64/native/{ParquetSharpNative,libe_sqlite3}.dylib win-x64/native/{ParquetSharpNative,e_sqlite3}.dll; do
      grep -q "/runtimes/$library\$" "$fresh/files" || fail "$package lacks $library"
    done
  fi
  # Symbols of each library.
  grep '^lib/.*\.dll$' "$fresh/files" | sed 's#\.dll$#.pdb#' | sort > "$fresh/wanted" || true
  cat "$fresh/wanted" >> "$fresh/libraries"
  symbols=${package%.nupkg}.snupkg
  if [ -s "$fresh/wanted" ]; then unzip -Z1 "$symbols" | tr -d '\r' | grep '\.pdb$' | sort | diff "$fresh/wanted" - || fail "$symbols lacks symbols"; fi
  for file in $(cat "$fresh/wanted"); do unzip -p "$symbols" "$file" | grep -a '"documents":{' > /dev/null || fail "$file in $symbols links to no sources"; done
done
[ -z "$(sort "$fresh/libraries" | uniq -d)" ] || fail "one assembly lies in two packages: $(sort "$fresh/libraries" | uniq -d)"
