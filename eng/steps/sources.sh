# One record through every kind of source is one model, to the bit; malformed rows, damaged files and failing queries are told with their place.
# Databases: DuckDB and SQLite from their packages, PostgreSQL from Debian's.
set -euo pipefail
source eng/common.sh
postgresql sources
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build tests/MlDsl.Sources.Tests -c Release -v quiet --nologo
status=0
dotnet test tests/MlDsl.Sources.Tests -c Release --no-build --nologo --logger "console;verbosity=detailed" > "$log" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
  cat "$log"
  exit "$status"
fi
# said NAME: a figure that a test wrote.
said() { sed -nE "s/^ *sources:.* ?$1=([0-9]+).*/\1/p" "$log" | head -n 1; }
echo "sources: kinds=$(said kinds) equal=$(said equal) malformed=$(said malformed) placed=$(said placed)"
[ "$(said kinds)" -ge 13 ] && [ "$(said kinds)" = "$(said equal)" ] && [ "$(said malformed)" = "$(said placed)" ] && [ "$(said malformed)" -ge 200 ]
