# A feed of our own tells that a dependency that ships is vulnerable: the restore fails. A feed that has no such list, or does not
# answer, fails nothing.
set -euo pipefail
source eng/common.sh
command -v python3 > /dev/null || skip audit "python3 serves the feed, and is not here"
dotnet restore src/MlDsl.Kernels -v quiet -nologo
fresh=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$fresh"' EXIT
python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$fresh" > "$fresh/server" 2> /dev/null &
server=$!
until grep -q 'port' "$fresh/server"; do sleep 0.1; done
feed=http://127.0.0.1:$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$fresh/server")
echo '{ "version": "3.0.0", "resources": [] }' > "$fresh/nothing.json"
echo "{ \"version\": \"3.0.0\", \"resources\": [ { \"@id\": \"$feed/list.json\", \"@type\": \"VulnerabilityInfo/6.7.0\" } ] }" > "$fresh/known.json"
echo "[ { \"@name\": \"all\", \"@id\": \"$feed/all.json\", \"@updated\": \"2026-01-01T00:00:00Z\", \"comment\": \"\" } ]" > "$fresh/list.json"
echo '{ "system.numerics.tensors": [ { "url": "https://example.com/advisory", "severity": 3, "versions": "(, 99.0.0)" } ] }' > "$fresh/all.json"

# restore INDEX: what ships, from what is restored already, asking a feed of the given index what is vulnerable.
restore() {
  cat > "$fresh/NuGet.config" << EOF
<configuration>
  <fallbackPackageFolders><add key="restored" value="$(native "${NUGET_PACKAGES:-$HOME/.nuget/packages}")" /></fallbackPackageFolders>
  <auditSources><add key="told" value="$1" allowInsecureConnections="true" protocolVersion="3" /></auditSources>
</configuration>
EOF
  dotnet restore src/MlDsl.Kernels --configfile "$fresh/NuGet.config" --force --no-http-cache -p:ArtifactsPath="$(native "$fresh/artifacts")" -v quiet -nologo > "$fresh/log" 2>&1
}
fail() { cat "$fresh/log"; echo "audit: $*"; exit 1; }
if restore "$feed/known.json" || ! grep -q 'error NU1904.*System.Numerics.Tensors' "$fresh/log"; then fail "a vulnerable dependency restores"; fi
restore "$feed/nothing.json" || fail "a feed without a list of vulnerabilities fails the restore"
restore "$feed/absent.json" || fail "a feed that does not answer fails the restore"
echo "audit: a vulnerable dependency fails the restore, a feed that knows nothing does not"
