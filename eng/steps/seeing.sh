# Opens the reports of five models of real data, of five of the further tasks, one of hostile names and the page of a monitor, in a browser: light, dark, on paper and on a telephone. Every plot is drawn, axe-core has nothing to say, and the W3C's checker
# finds no error of HTML; so do the pages that ask for labels, worked by keys, and pages of the documentation's site. Then the figures of the tool's drafts and checks, and of runs that are sent to a server of MLflow's
# protocol. A figure that is not what it has to be fails, and so does one that no test has printed.
# MLDSL_REPORTS=FOLDER keeps pages and pictures, to be looked at.
set -euo pipefail
source eng/common.sh
for file in taxi-fare-train.csv taxi-fare-test.csv adult.csv bike-hour.csv optdigits-train.csv optdigits-test.csv iris.tsv breast-cancer.tsv detox.tsv ratings.csv; do
  [ -f "${MLDSL_TESTDATA:-../shared/data}/$file" ] || skip seeing "$file is not in the folder that MLDSL_TESTDATA names"
done
browser=${MLDSL_BROWSER:-$(command -v chromium || command -v google-chrome || true)}
if [ -z "$browser" ]; then
  installed chromium fonts-dejavu-core || skip seeing "a browser cannot be installed here; MLDSL_BROWSER names another"
  browser=$(command -v chromium)
fi
if ! command -v java > /dev/null || ! command -v npm > /dev/null; then
  installed default-jre-headless npm || skip seeing "Java and npm, which bring the W3C's checker, cannot be installed here"
fi
log=$(mktemp) folder=$(mktemp -d)
trap 'rm -rf "$log" "$folder"' EXIT
pages=${MLDSL_REPORTS:-$folder}
mkdir -p "$pages"

# tests PROJECT FILTER: runs tests, whose figures are then in the log; what they print is shown if one fails.
tests() {
  dotnet build "tests/$1" -c Release -v quiet -nologo
  local status=0
  dotnet test "tests/$1" -c Release --no-build -nologo ${2:+--filter "$2"} --logger "console;verbosity=detailed" > "$log.one" 2>&1 || status=$?
  [ "$status" -eq 0 ] || { cat "$log.one"; rm -f "$log.one"; exit "$status"; }
  cat "$log.one" >> "$log"
  rm -f "$log.one"
}
# said NAME: the values of a figure that tests wrote, one a line.
said() { sed -nE "s/^ *(seeing|tracking):(.* )?$1=([^ ]+).*/\3/p" "$log"; }

MLDSL_BROWSER=$browser MLDSL_REPORTS=$pages tests MlDsl.Browser.Tests ""
tests MlDsl.Tracking.Tests "FullyQualifiedName~MlflowTrackerTests"
# The tool's tests that tell figures name them in their own files.
of=$(grep -lrE '"seeing: ' tests/MlDsl.Tool.Tests --include='*.cs' | sed -E 's#.*/([A-Za-z]+)\.cs#FullyQualifiedName~\1#' | paste -sd '|' || true)
[ -z "$of" ] || tests MlDsl.Tool.Tests "$of"

checker=artifacts/vnu-26.9.27
if [ ! -f "$checker/package/build/dist/vnu.jar" ]; then
  mkdir -p "$checker"
  (cd "$checker" && npm pack --silent vnu-jar@26.9.27 > /dev/null && tar xzf vnu-jar-*.tgz) || skip seeing "the W3C's checker, vnu-jar of npm, cannot be fetched here"
fi
status=0
java -jar "$checker/package/build/dist/vnu.jar" --errors-only --format gnu "$pages"/*.html > "$log.html" 2>&1 || status=$?
errors=$(grep -c ': error' "$log.html" || true)
[ "$status" -eq 0 ] || cat "$log.html"
rm -f "$log.html"

reports=$(said report | sort -u | wc -l)
violations=$(said axe_violations | awk '{ n += $1 } END { print n + 0 }')
most=$(said mlflow_runs | sort -n | tail -n 1)
scaffold=$(said scaffold_ok | tail -n 1) planted=$(said planted_found | tail -n 1) alarms=$(said clean_false | tail -n 1)
echo "seeing: reports=$reports plots=$(said plots | awk '{ n += $1 } END { print n + 0 }') axe_violations=$violations html_errors=$errors scaffold_ok=$scaffold planted_found=$planted clean_false=$alarms mlflow_runs=$most"
# is NAME VALUE WANTED: whether a figure is what it has to be; one that no test has printed is not.
is() {
  [ "$2" = "$3" ] || { echo "seeing: $1=${2:-(none)}, and not $3" >&2; failed=1; }
}
failed=0
is reports "$reports" 12
is pages_of_labels "$(said label_page | sort -u | wc -l)" 5
is pages_of_the_site "$(said site | sort -u | wc -l)" 7
is axe_violations "$violations" 0
is html_errors "$errors" 0
is the_checkers_status "$status" 0
is scaffold_ok "$scaffold" 10/10
is planted_found "$planted" 12/12
is clean_false "$alarms" 0
is mlflow_runs "$most" 1
exit "$failed"
