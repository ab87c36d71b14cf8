# What steps share; sourced.

# skip STEP WHY: a step whose data is not here says so and ends well. Where CI is set nothing may be missing.
skip() {
  echo "$1: skipped=$2"
  [ -z "${CI:-}" ] || { echo "$1: CI is set, so nothing may be missing" >&2; exit 1; }
  exit 0
}

# installed PACKAGE…: Debian's packages are installed, once whoever installs others meanwhile has ended.
installed() { (apt-get update -qq && apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@") >&2; }

# debian STEP LIBRARY=PACKAGE…: installs Debian's packages of the libraries that the system's loader does not know.
debian() {
  local step=$1 packages=() pair
  shift
  command -v ldconfig > /dev/null || return 0
  for pair in "$@"; do ldconfig -p | grep -qF "${pair%%=*}" || packages+=("${pair#*=}"); done
  [ ${#packages[@]} -eq 0 ] || installed "${packages[@]}" || skip "$step" "Debian's ${packages[*]} cannot be installed here"
}

# postgresql STEP: installs Debian's PostgreSQL where none is here.
postgresql() {
  if command -v initdb > /dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null; then return 0; fi
  command -v ldconfig > /dev/null || return 0
  installed postgresql || skip "$1" "Debian's postgresql cannot be installed here"
}

# native PATH: as the programs of this system write it.
native() { if command -v cygpath > /dev/null; then cygpath -m "$1"; else echo "$1"; fi; }

# rid: this machine, as .NET names it.
rid() { dotnet --info | sed -n 's/^ *RID: *//p' | tr -d '\r'; }

# version PACKAGE: the version of a package that the repository uses.
version() { sed -n "s/.*PackageVersion Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" Directory.Packages.props; }

# consumers FOLDER: projects below FOLDER, which is outside the repository, find the packed packages; what they restore is theirs, and
# what others have restored is taken from there.
consumers() {
  cat > "$1/NuGet.config" << EOF
<configuration>
  <config><add key="globalPackagesFolder" value="packages" /></config>
  <fallbackPackageFolders><add key="restored" value="$(native "${NUGET_PACKAGES:-$HOME/.nuget/packages}")" /></fallbackPackageFolders>
  <packageSources><add key="packed" value="$(native "$PWD/artifacts/packages")" /></packageSources>
</configuration>
EOF
}

# quietly LOG COMMAND…: what the command prints is shown if it fails.
quietly() {
  local log=$1
  shift
  "$@" > "$log" 2>&1 || { cat "$log"; return 1; }
}
