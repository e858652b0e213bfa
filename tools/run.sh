#!/bin/sh
# Serves ./data on 127.0.0.1:8080; makes it on first use.
set -eu
cd "$(dirname "$0")/.."
binary=build/release/testledger
if [ ! -d data ]; then
  "$binary" init --data data --project AT --name "Acme Tests" --admin-token-file data.token
  echo "token: $(pwd)/data.token"
fi
exec "$binary" serve --data data
