#!/bin/sh
# Builds what browsers get: web.sh FOLDER
set -eu
cd "$(dirname "$0")/.."
tools/packages.sh web
cd web
npm run --silent build -- "$1"
