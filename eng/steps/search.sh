# A search of LightGBM's options: its log is the same to the byte by 1, 2 and 8 workers, after a kill in the middle, and after a file that
# was not allowed to grow.
set -euo pipefail
source eng/common.sh
debian search libgomp.so.1=libgomp1
dotnet build samples/OptionSearch -c Release -v quiet --nologo
sample="$PWD/artifacts/bin/OptionSearch/release/OptionSearch.dll"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
cd "$fresh"

same() { cmp -s "$1" "$2" && echo true || echo false; }

for workers in 1 2 8; do dotnet "$sample" "$workers.jsonl" "$workers" > "$workers.txt"; done
workers_equal=$([ "$(sha256sum 1.jsonl 2.jsonl 8.jsonl | cut -c1-64 | sort -u | wc -l)" = 1 ] && echo true || echo false)

dotnet "$sample" killed.jsonl 2 > /dev/null &
pid=$!
until [ -f killed.jsonl ] && [ "$(wc -l < killed.jsonl)" -ge 8 ]; do kill -0 "$pid"; sleep 0.02; done
kill -KILL "$pid"
wait "$pid" 2> /dev/null || true
kept=$(($(wc -l < killed.jsonl) - 1))
dotnet "$sample" killed.jsonl 2 > killed.txt

# The runtime maps a file for its code unless told not to; the log alone meets the limit, as it would meet a full disk.
(trap '' XFSZ; ulimit -f 16; DOTNET_EnableWriteXorExecute=0 dotnet "$sample" full.jsonl 2 2>&1 | cat > full.txt) 2> /dev/null || true
grep -q "The log 'full.jsonl' could not be written at trial" full.txt || { cat full.txt; echo "search: a log without room is not named"; exit 1; }
left=$(($(wc -l < full.jsonl) - 1))
dotnet "$sample" full.jsonl 2 > more.txt

resumed_equal=$([ "$(same 1.jsonl killed.jsonl) $(same 1.jsonl full.jsonl) $(same 1.txt killed.txt)" = "true true true" ] && echo true || echo false)
echo "search: trials=$(($(wc -l < 1.jsonl) - 1)) workers_equal=$workers_equal resumed_equal=$resumed_equal killed_after=$kept full_after=$left"
[ "$kept" -lt 30 ] && [ "$left" -lt 30 ] && [ "$workers_equal $resumed_equal" = "true true" ]
