#!/bin/bash
# Writes a picture of each page of the application, with the demonstration's data, in both themes into docs/images.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" != shoot ]; then
  DEMO_HOME=build/screenshots tools/demo.sh "$0" shoot > build/screenshots.log 2>&1 || { tail -n 20 build/screenshots.log >&2; exit 1; }
  exit
fi

# From here on with the demonstration's server.
export FOLDER=docs/images
CODE=$("$BINARY" user reset --data "$DATA" admin | grep -o 'tc_[0-9A-Za-z]*')
export CODE
mkdir -p "$FOLDER"
rm -f "$FOLDER"/*-light.png "$FOLDER"/*-dark.png
node web/tests/screenshots.mjs
# A screen has few colours: a palette makes the files a third of their size.
pngquant --force --ext .png --skip-if-larger --strip 128 "$FOLDER"/*.png
