#!/bin/bash
# Starts a server with a fresh embedded database and imports the sample reports of all six formats into one cycle, with the
# project's own command line. demo.sh COMMAND...: on a free port, runs that with the server's URL, its DATA, a TOKEN_FILE and
# the BINARY in the environment, and exits. With CI=true the command is the one that verifies over the API what was imported.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${TESTLEDGER_BINARY:-build/release/testledger}
home=${DEMO_HOME:-build/demo}
data=$home/data
token=$home/admin.token
rm -rf "$home"
mkdir -p "$home"

[ $# -gt 0 ] || [ "${CI:-}" != true ] || set -- tools/demo_check.py
if [ $# -gt 0 ]; then listen=127.0.0.1:0; else listen=127.0.0.1:8080; fi

# Results of several days: the server itself runs with its clock set back for each of them, where the library for it is there.
faketime=$(find /usr/lib -path '*/faketime/libfaketime.so.1' 2>/dev/null | head -n 1)
clock=()
set_clock() {
  clock=()
  [ -z "$faketime" ] || [ "$1" = 0 ] || clock=(env "LD_PRELOAD=$faketime" "FAKETIME=${1}d" DONT_FAKE_MONOTONIC=1)
}

server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap stop EXIT
trap 'exit 130' INT TERM

# start DAYS [ADDRESS]: a server whose clock is that many days off
start() {
  stop
  rm -f "$home/port"
  set_clock "$1"
  "${clock[@]}" "$binary" serve --data "$data" --listen "${2:-127.0.0.1:0}" --port-file "$home/port" > "$home/serve.out" 2>> "$home/serve.log" &
  server=$!
  for _ in $(seq 1 200); do
    [ -s "$home/port" ] && break
    kill -0 "$server" 2>/dev/null || { cat "$home/serve.out" "$home/serve.log" >&2; echo "the server did not start; is ${2:-a port} in use?" >&2; exit 1; }
    sleep 0.05
  done
  url=http://127.0.0.1:$(cat "$home/port")
  api=$url/aio-tcms/api/v1/project/AT
}

# import ARGUMENT...: refused results are told, and go into the demonstration too
import() {
  local status=0
  "$binary" import --url "$url" --token-file "$token" --project AT --create-case true "$@" || status=$?
  [ "$status" -le 1 ] || exit "$status"
}

# send METHOD PATH JSON, post PATH JSON: what people do in the web interface
send() { curl -sS -f -X "$1" -H "Authorization: Bearer $(cat "$token")" -H 'Content-Type: application/json' -d "$3" "$2"; }
post() { send POST "$1" "$2" > /dev/null; }

set_clock -7
"${clock[@]}" "$binary" init --data "$data" --project AT --name "Acme Tests" --admin-token-file "$token"
start -6
# The cases that some sample tests name by key (AT-TC-1 ...) were written by people before; here they are.
while read -r title; do
  post "$api/testcase" "$(jq -n --arg title "$title" '{title: $title, scriptType: {name: "Classic"}, status: {name: "Published"}}')"
done < examples/keyed_cases.txt
# A team.
post "$url/api/users" '{"name": "mara", "administrator": false}'
post "$url/api/users" '{"name": "jonas", "administrator": false}'
post "$api/member" '{"name": "mara", "role": "admin"}'
post "$api/member" '{"name": "jonas", "role": "tester"}'
post "$api/invitation" '{"note": "the new tester", "role": "tester"}'
post "$url/api/tokens" '{"label": "nightly pipeline", "scopes": ["read", "report"], "projects": ["AT"], "days": 90}'
post "$api/config/customfield" '{"name": "Environment", "type": "SINGLE_SELECT_LIST", "allowedListValues": [{"value": "UAT"}, {"value": "Production"}], "runAssociation": {"isAssociated": true, "isRequired": false}}'

import --new-cycle "Sample reports of six formats" $(find examples/reports -type f \( -name '*.xml' -o -name '*.json' \) ! -name '*-bad-*' | sort)
for night in 1 2 3 4 5; do
  start $((night - 6))
  import --new-cycle "Nightly $(date -d "$((6 - night)) days ago" +%F)" "examples/nightly/night-$night.xml"
done
start 0 "$listen"
import --batch --wait --new-cycle "Nightly $(date +%F)" examples/nightly/night-6.xml
nights=$(send PUT "$api/testcycle/folder/hierarchy" '{"folderHierarchy": ["Releases", "Nightly"]}' | jq .ID)
for cycle in 2 3 4 5 6 7; do
  send PATCH "$api/testcycle/AT-CY-$cycle/detail" "{\"folder\": {\"ID\": $nights}, \"ownedByID\": \"mara\"}" > /dev/null
done
# A report whose runner was killed: refused as a whole, and the batch says why.
"$binary" import --url "$url" --token-file "$token" --project AT --cycle AT-CY-7 --batch --wait --type Robot \
  examples/reports/robot/handwritten-bad-truncated.xml > "$home/refused.txt" 2>&1 || true

if [ $# -gt 0 ]; then
  URL=$url DATA=$data TOKEN_FILE=$token BINARY=$binary "$@"
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
