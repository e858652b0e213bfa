#!/usr/bin/env bash
# Runs real test runners over the sample projects below runners/ and keeps their reports
# below reports/.  For making fixtures only: neither the set-up nor the tests need it.
#
#   make_reports.sh            all runners
#   make_reports.sh robot ...  only these (the names of the functions run_* below)
#
# Everything is built in a scratch folder ($ACME_WORK, default /tmp/acme-fixtures).
# In the reports only the names of the machine, the user and the folders are replaced.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${ACME_WORK:-/tmp/acme-fixtures}
out=$here/reports
host=$(hostname)
user=$(id -un)
port=${ACME_PORT:-8031}
shop=http://127.0.0.1:$port
mkdir -p "$work"
export LC_ALL=C.UTF-8 TZ=Europe/Vienna NO_COLOR=1 CI=1

note() { printf '%s\n' "$*" >&2; }

# put FORMAT NAME FILE: keep a report, freed from what belongs to this machine
put() {
  mkdir -p "$out/$1"
  LC_ALL=C sed \
    -e "s#$work#/home/ci/acme#g" \
    -e "s#$HOME/#/home/ci/#g" \
    -e "s#\(user\.home\" value=\"\)$HOME\"#\1/home/ci\"#g" \
    -e "s#\(user\.name\" value=\"\)$user\"#\1ci\"#g" \
    -e "s#\(hostname=\"\)$host\"#\1ci-runner\"#g" \
    -e "s#\(machine-name=\"\)$host\"#\1ci-runner\"#g" \
    -e "s#\(user-domain=\"\)$host\"#\1ci-runner\"#g" \
    -e "s#\(user=\"\)$user\"#\1ci\"#g" \
    "$3" > "$out/$1/$2"
  note "  $1/$2 ($(stat -c %s "$out/$1/$2") bytes)"
}

# fresh RUNNER [NAME]: a clean copy of a sample project; prints its folder
fresh() {
  local to=$work/${2:-$1}
  mkdir -p "$to"
  cp -R "$here/runners/$1/." "$to/"
  printf '%s\n' "$to"
}

# venv NAME PACKAGE...: a virtual environment, kept between runs; prints its folder
venv() {
  local to=$work/venv/$1
  shift
  [ -x "$to/bin/pip" ] || python3 -m venv "$to" >&2
  "$to/bin/pip" install -q --disable-pip-version-check "$@" >&2
  printf '%s\n' "$to"
}

# node NAME PACKAGE...: a folder with node_modules, kept between runs; prints it
node_project() {
  local to=$work/$1
  shift
  mkdir -p "$to"
  [ -f "$to/package.json" ] || printf '{ "name": "acme-shop", "version": "1.0.0", "private": true }\n' > "$to/package.json"
  (cd "$to" && npm install --silent --no-audit --no-fund "$@" >&2)
  printf '%s\n' "$to"
}

run_pytest() {
  local v dir env
  for v in 7.4.4 8.3.5; do
    env=$(venv "pytest-$v" "pytest==$v" pytest-rerunfailures==14.0)
    dir=$(fresh pytest "pytest")
    cd "$dir" || return
    if [ "$v" = 8.3.5 ]; then
      "$env/bin/pytest" -q --ignore broken --junitxml=report.xml -o junit_logging=all > log 2>&1
      put junit "pytest-$v.xml" report.xml
      "$env/bin/pytest" -q broken --junitxml=report.xml > log 2>&1
      put junit "pytest-$v-collection-error.xml" report.xml
    else
      "$env/bin/pytest" -q --ignore broken --junitxml=report.xml -o junit_family=xunit1 > log 2>&1
      put junit "pytest-$v-xunit1.xml" report.xml
    fi
  done
}

run_pytest_nunit() {
  local env dir
  env=$(venv pytest-nunit pytest==7.4.4 pytest-rerunfailures==14.0 pytest-nunit==1.0.7)
  dir=$(fresh pytest pytest-nunit)
  cd "$dir" || return
  "$env/bin/pytest" -q --ignore broken --nunitxml=report.xml > log 2>&1
  put nunit pytest-nunit-1.0.7.xml report.xml
}

run_robot() {
  local v env dir
  for v in 3.2.2 4.1.3 5.0.1 6.1.1 7.0.1 7.3.2; do
    env=$(venv "robot-$v" "robotframework==$v" setuptools)
    dir=$(fresh robot "robot")
    cd "$dir" || return
    rm -rf tests && mkdir tests && cp -R shop tests/shop
    case $v in 3.*) ;; *) cp since4/*.robot tests/shop/ ;; esac
    case $v in 3.*|4.*) ;; *) cp since5/*.robot tests/shop/ ;; esac
    case $v in 7.*) cp since7/*.robot tests/shop/ ;; esac
    case $v in 7.3.*) cp since72/*.robot tests/shop/ ;; esac
    "$env/bin/python" -m robot --log NONE --report NONE --output output.xml tests/shop > log 2>&1
    put robot "robot-$v.xml" output.xml
    case $v in
      3.2.2|7.3.2)
        "$env/bin/python" -m robot --log NONE --report NONE --rpa --output output.xml rpa/night.robot > log 2>&1
        put robot "robot-$v-rpa.xml" output.xml ;;
    esac
    case $v in
      5.0.1|7.3.2)
        "$env/bin/python" -m robot --log NONE --report NONE --output first.xml merge/search.robot > log 2>&1
        "$env/bin/python" -m robot --log NONE --report NONE --rerunfailed first.xml -v INDEX:up --output again.xml merge/search.robot > log 2>&1
        "$env/bin/python" -m robot.rebot --log NONE --report NONE --merge --output merged.xml first.xml again.xml > log 2>&1
        put robot "robot-$v-rebot-merge.xml" merged.xml ;;
    esac
    if [ "$v" = 7.3.2 ]; then
      "$env/bin/python" -m robot --log NONE --report NONE --output output.json tests/shop > log 2>&1
      put robot "robot-$v.json" output.json
      "$env/bin/python" -m robot --log NONE --report NONE --legacyoutput --output output.xml tests/shop/login.robot > log 2>&1
      put robot "robot-$v-legacyoutput.xml" output.xml
      "$env/bin/python" -m robot --log NONE --report NONE --dryrun --output output.xml tests/shop/since5 tests/shop/login.robot > log 2>&1 ||
        "$env/bin/python" -m robot --log NONE --report NONE --dryrun --output output.xml tests/shop/login.robot > log 2>&1
      put robot "robot-$v-dryrun.xml" output.xml
      "$env/bin/python" -m robot --log NONE --report NONE --output login.xml tests/shop/login.robot > log 2>&1
      "$env/bin/python" -m robot.rebot --log NONE --report NONE --name "Acme both" --output both.xml login.xml first.xml > log 2>&1
      put robot "robot-$v-rebot-combined.xml" both.xml
    fi
  done
}

run_newman() {
  local v dir server
  dir=$(fresh newman)
  cd "$dir" || return
  for v in 4.6.1 5.3.2 6.2.1; do
    node_project "newman-$v" "newman@$v" > /dev/null
    node server.js "$port" & server=$!
    sleep 1
    node run.js "../newman-$v/node_modules/newman" shop.postman_collection.json out.json summary.json "$shop"
    put newman "newman-$v.json" out.json
    put newman "newman-$v-summary.json" summary.json
    node run.js "../newman-$v/node_modules/newman" prices.postman_collection.json out.json summary.json "$shop" prices.csv
    [ "$v" = 5.3.2 ] || put newman "newman-$v-iterations.json" out.json
    [ "$v" = 6.2.1 ] && put newman "newman-$v-iterations-summary.json" summary.json
    kill "$server"; wait "$server" 2> /dev/null || true
  done
}

run_cucumber_js() {
  local v dir
  for v in 7.3.2 10.9.0 12.2.0; do
    dir=$(node_project "cucumber-js-$v" "@cucumber/cucumber@$v")
    cp -R "$here/runners/cucumber-js/." "$dir/"
    cd "$dir" || return
    npx cucumber-js --retry 1 --retry-tag-filter @flaky --require 'features/steps/*.js' --format json:report.json > log 2>&1
    put cucumber "cucumber-js-$v.json" report.json
  done
}

run_testng() {
  local v dir cp
  dir=$(fresh testng)
  cd "$dir" || return
  for v in 6.14.3 7.4.0 7.10.2; do
    mvn -q -B -Dtestng="$v" clean test-compile org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath \
      -Dmdep.outputFile=cp.txt > log 2>&1 || { note "  testng $v: see $dir/log"; continue; }
    cp=$(cat cp.txt):target/test-classes
    java -cp "$cp" org.testng.TestNG -usedefaultlisteners false -d out \
      -reporter org.testng.reporters.XMLReporter:generateTestResultAttributes=true,generateGroupsAttribute=true,generateDependsOnMethods=true,generateDependsOnGroups=true \
      suite.xml > log 2>&1
    put testng "testng-$v.xml" out/testng-results.xml
    java -cp "$cp" org.testng.TestNG -usedefaultlisteners false -d out -reporter org.testng.reporters.XMLReporter \
      -testclass com.acme.shop.CartTest,com.acme.shop.ShippingTest > log 2>&1
    put testng "testng-$v-plain.xml" out/testng-results.xml
  done
}

all="pytest pytest_nunit robot newman cucumber_js testng"
for runner in ${*:-$all}; do
  note "$runner"
  ("run_$runner")
done
