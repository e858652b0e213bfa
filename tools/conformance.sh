#!/bin/bash
# Runs the reader check over the report corpus and the wire contract against a fresh server. Argument: the directory that
# holds conformance/ and corpus/.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$1
[ -n "${TESTLEDGER_BINARY:-}" ] || make --no-print-directory build
binary=${TESTLEDGER_BINARY:-build/release/testledger}
python3 "$shared/conformance/corpus_check.py" --binary "$binary" --corpus "$shared/corpus"

home=$(mktemp -d)
"$binary" init --data "$home/data" --project AT --admin-token-file "$home/token"
"$binary" serve --data "$home/data" --listen 127.0.0.1:0 --port-file "$home/port" > /dev/null 2> "$home/log" &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$home"' EXIT
until [ -s "$home/port" ]; do kill -0 $server; sleep 0.05; done

result=$(python3 "$shared/conformance/contract_check.py" --url "http://127.0.0.1:$(cat "$home/port")" --token "$(cat "$home/token")" --project AT || true)
echo "$result" | grep -v ' passed, '
broken=$(echo "$result" | awk '$1 == "FAILED" {print $2}')
[ -z "$broken" ] && echo "$result" | grep -q '^ok ' || { echo "contract broken: $broken"; tail -n 20 "$home/log"; exit 1; }
