#!/bin/sh
# Installs the npm packages of a folder by its lockfile, unless they are there: packages.sh web
set -eu
cd "$(dirname "$0")/../$1"
# One at a time: several builds of one checkout share the packages.
exec 9> .packages.lock
flock 9
[ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ] || exit 0
log=$(mktemp)
npm ci > "$log" 2>&1 || { tail -n 20 "$log" >&2; echo "npm ci failed in $1; the whole log is in $log" >&2; exit 1; }
rm -f "$log"
touch node_modules/.package-lock.json
