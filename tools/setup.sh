#!/bin/sh
# Installs the Debian packages that building, testing and the demo need. Does nothing when they are there. Asks nothing.
set -eu

packages="
  g++ cmake ninja-build ccache pkg-config git python3 python3-yaml jq ca-certificates
  libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libssl-dev libsqlite3-dev libsodium-dev libzstd-dev
  libfmt-dev libspdlog-dev libcli11-dev libexpected-dev libcurl4-openssl-dev prometheus-cpp-dev zlib1g-dev libarchive-dev
  python3-jsonschema python3-hypothesis libgtest-dev libgmock-dev libexpat1-dev libxml2-dev
  clang-14 libclang-rt-14-dev clang-format-19 clang-tidy-19 sqlite3 curl libxml2-utils openssl chromium faketime pngquant gcovr"

missing=""
for package in $packages; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
# The web pages are built with Node.js, whoever installed it.
command -v node > /dev/null && command -v npm > /dev/null || missing="$missing nodejs npm"
[ -n "$missing" ] || exit 0

root=""
[ "$(id -u)" -eq 0 ] || root="sudo"
export DEBIAN_FRONTEND=noninteractive
echo "installing:$missing"
log=$(mktemp)
if ! { $root apt-get update -q && $root apt-get install -y -q --no-install-recommends $missing; } > "$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "installing packages failed; the whole log is in $log" >&2
  exit 1
fi
rm -f "$log"
