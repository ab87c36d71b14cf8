# The taxi sample on 4.1 million trips, on one core and on more, in turns: wall seconds (the least of MLDSL_TURNS, 3), the most memory, the
# model's hash, and how many times faster. MLDSL_CORES lists the numbers of cores; unless set, 1 and powers of two up to all.
set -euo pipefail
source eng/common.sh
file="${MLDSL_TESTDATA:-}/taxi-fare-train.csv"
[ -f "$file" ] || skip threads "taxi-fare-train.csv is not in MLDSL_TESTDATA"
dotnet build samples/TaxiFare -c Release -v quiet --nologo
sample="$PWD/artifacts/bin/TaxiFare/release/TaxiFare.dll"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
cd "$fresh"

# The file 41 times, with noise that depends on the row's number alone (Park and Miller's generator).
copies=()
for _ in $(seq 41); do copies+=("$file"); done
awk 'BEGIN { FS = OFS = ","; s = 12345 }
  function r() { s = (s * 16807) % 2147483647; return s / 2147483647 }
  FNR == 1 { if (NR == 1) print; next }
  { $4 = int($4 * (0.9 + 0.2 * r()) + 0.5); if ($5 != "") $5 = sprintf("%.2f", $5 * (0.9 + 0.2 * r())); $7 = sprintf("%.2f", $7 * (0.95 + 0.1 * r())); print }' \
  "${copies[@]}" > trips.csv

cores=(${MLDSL_CORES:-1 $(for n in 2 4 8 16; do [ "$n" -le "$(nproc)" ] && echo "$n"; done || true)})
echo "threads.processor=$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1) cores=$(nproc) rows=$(($(wc -l < trips.csv) - 1))"
for _ in $(seq "${MLDSL_TURNS:-3}"); do
  for n in "${cores[@]}"; do
    start=$(date +%s%N)
    taskset -c "0-$((n - 1))" dotnet "$sample" --data trips.csv > log &
    pid=$! peak=0
    # The most so far is asked for seldom: what asks takes its time from the cores.
    while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2> /dev/null) && [ -n "$now" ]; do peak=$now; sleep 0.5; done
    wait "$pid"
    echo "$n $((($(date +%s%N) - start) / 1000000)) $((peak / 1024)) $(sha256sum < taxi-fare.mldsl | cut -c1-16)" >> results
  done
done
awk '{ if (!($1 in least) || $2 < least[$1]) least[$1] = $2; if ($3 > peak[$1]) peak[$1] = $3; hash[$4]; order[$1] }
  END { for (n in order) { printf "threads.taxi.%d: seconds=%.1f peak_mb=%d\n", n, least[n] / 1000, peak[n]; if (n > 1 && (1 in least)) printf "ratio.threads.taxi.%d=%.2f\n", n, least[1] / least[n] }
    for (h in hash) different++; print "threads.models=" different; exit different != 1 }' results
