# The kernel tests with the processor's vectors as they are, without AVX-512, without AVX2, without any, and without tiers.
# A sample: without AVX-512 and without any, which the unit tests do not try.
set -euo pipefail
source eng/common.sh
debian kernels-isa libxgboost.so.0=libxgboost0 libgomp.so.1=libgomp1
project=tests/MlDsl.Kernels.Tests
dotnet build "$project" -c Release -v quiet --nologo

run() {
  echo "kernels-isa: $*"
  env "$@" dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=minimal"
}

# .NET 8 and 9 know the first name, .NET 10 the second.
run DOTNET_EnableAVX512F=0 DOTNET_EnableAVX512=0
run DOTNET_EnableHWIntrinsic=0
[ -z "${MLDSL_SAMPLE:-}" ] || exit 0
run DOTNET_TieredCompilation=1
run DOTNET_EnableAVX2=0
run DOTNET_TieredCompilation=0
