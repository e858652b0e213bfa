#!/bin/sh
# Builds what browsers get: web.sh FOLDER. Packages come by the lockfile and are kept until it changes.
set -eu
cd "$(dirname "$0")/../web"
# One at a time: several builds of one checkout share the packages.
exec 9> .packages.lock
flock 9
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  log=$(mktemp)
  npm ci > "$log" 2>&1 || { tail -n 20 "$log" >&2; echo "npm ci failed; the whole log is in $log" >&2; exit 1; }
  rm -f "$log"
  touch node_modules/.package-lock.json
fi
npm run --silent build -- "$1"
