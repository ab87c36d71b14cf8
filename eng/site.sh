#!/usr/bin/env bash
# Writes README, docs, rule pages, samples and the documentation of public types as a site into artifacts/site, or the folder that is named: open its index.html. A link that leads nowhere fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build eng/site -c Release -v quiet -nologo
dotnet artifacts/bin/MlDsl.Site/release/MlDsl.Site.dll . "${1:-artifacts/site}"
