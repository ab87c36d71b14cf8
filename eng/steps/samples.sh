# Runs every sample; each ends well, and the taxi sample's last line has its figures. The leakage tour's build says what its README shows.
set -euo pipefail
source eng/common.sh
debian samples libgomp.so.1=libgomp1 libxgboost.so.0=libxgboost0
out=$(mktemp)
trap 'rm -f "$out" "$out.expected"' EXIT
# What one sample writes where it is not there, an earlier build may have written.
rm -rf artifacts/shop-models
for sample in samples/*/; do
  name=$(basename "$sample")
  # What trains a sample's model runs in the build of that sample, and its tests run with all others.
  if [[ $name == *.Training || $name == *.Tests ]]; then continue; fi
  echo "-- $name"
  if [ "$name" = LeakageTour ]; then
    dotnet build "$sample" -c Release --no-incremental -nologo > "$out" 2>&1 || true
    sed -n '/^```text$/,/^```$/p' "$sample/README.md" | grep '^Program' | sort > "$out.expected"
    if ! bash eng/leaks.sh "$out" | diff "$out.expected" -; then
      cat "$out"
      echo "samples: the build of $name says something else than its README"
      exit 1
    fi
    echo "leaks=$(wc -l < "$out.expected")"
    continue
  fi
  dotnet build "$sample" -c Release -v quiet -nologo
  # A service would wait for questions: one asks itself, of the file that the sample before it wrote, one of files that it writes, and one compares what it is given.
  arguments=()
  case $name in SubscriptionsService | ShopService) arguments=(ask) ;; ChurnService) arguments=(check) ;; esac
  if ! (cd artifacts && Logging__LogLevel__Default=None dotnet "bin/$name/release/$name.dll" "${arguments[@]}") > "$out" 2>&1; then
    cat "$out"
    echo "samples: $name failed"
    exit 1
  fi
  tail -n 1 "$out"
  if [ "$name" = LabelLoop ] || [ "$name" = DriftTour ] || [ "$name" = OfferChoice ]; then
    sed -n '/^```text$/,/^```$/p' "$sample/README.md" | sed '1d;$d' > "$out.expected"
    diff "$out.expected" "$out" || { echo "samples: $name says something else than its README"; exit 1; }
  fi
  trainers=
  case $name in
    TaxiFare) trainers="lightgbm xgboost" ;;
    SearchRanking) trainers=lightgbm ;;
  esac
  for trainer in $trainers; do
    (cd artifacts && dotnet "bin/$name/release/$name.dll" --trainer "$trainer") >> "$out" 2>&1 || { cat "$out"; exit 1; }
    tail -n 1 "$out"
  done
  if [ "$name" = TaxiFare ] && [ "$(grep -cE '^rows=[0-9]+ r2=[0-9.]+ rmse=[0-9.]+ mae=[0-9.]+ duplicates=[0-9]+ predict_ns=[0-9]+ predict_bytes=0$' "$out")" != 3 ]; then
    echo "samples: the last line of $name by one of its trainers lacks its figures, or predictions allocate"
    exit 1
  fi
done
