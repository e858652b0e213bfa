#!/bin/bash
# Starts a server with a fresh embedded database and imports the sample reports of all six formats into one cycle, with the
# project's own command line. With CI=true: on a free port, verifies over the API what was imported, and exits.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${TESTLEDGER_BINARY:-build/release/testledger}
home=build/demo
data=$home/data
token=$home/admin.token
rm -rf "$home"
mkdir -p "$home"

if [ "${CI:-}" = true ]; then listen=127.0.0.1:0; else listen=127.0.0.1:8080; fi

"$binary" init --data "$data" --project AT --name "Acme Tests" --admin-token-file "$token"
"$binary" serve --data "$data" --listen "$listen" --port-file "$home/port" > "$home/serve.out" 2> "$home/serve.log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM

for _ in $(seq 1 200); do
  [ -s "$home/port" ] && break
  kill -0 "$server" 2>/dev/null || { cat "$home/serve.out" "$home/serve.log" >&2; echo "the server did not start; is $listen in use?" >&2; exit 1; }
  sleep 0.05
done
url=http://127.0.0.1:$(cat "$home/port")
api=$url/aio-tcms/api/v1/project/AT

# The cases that some sample tests name by key (AT-TC-1 ...) were written by people before; here they are.
while read -r title; do
  jq -n --arg title "$title" '{title: $title, scriptType: {name: "Classic"}, status: {name: "Published"}}' |
    curl -sS -f -o /dev/null -H "Authorization: Bearer $(cat "$token")" -H 'Content-Type: application/json' -d @- "$api/testcase"
done < examples/keyed_cases.txt

imported=0
"$binary" import --url "$url" --token-file "$token" --project AT --new-cycle "Sample reports of six formats" \
  --create-case true $(find examples/reports -type f \( -name '*.xml' -o -name '*.json' \) ! -name '*-bad-*' | sort) || imported=$?
[ "$imported" -le 1 ] || exit "$imported"

if [ "${CI:-}" = true ]; then
  tools/demo_check.py --url "$url" --token-file "$token" --binary "$binary"
  exit
fi

cat <<EOT

Testledger runs at $url
  API       $api
  token     $(pwd)/$token
  log       $(pwd)/$home/serve.log
  one more  curl -H "Authorization: Bearer \$(cat $token)" -F file=@examples/reports/junit/pytest-8.3.5.xml -F createCase=true "$api/testcycle/AT-CY-1/import/results?type=JUnit"
  runs      curl -H "Authorization: Bearer \$(cat $token)" "$api/testcycle/AT-CY-1/testrun"
Stop it with Ctrl-C.
EOT
wait "$server"
