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

# put FORMAT NAME FILE: keep a report (and remove it, lest a later run finds it), freed
# from what belongs to this machine
put() {
  [ -s "$3" ] || { note "  $2: no report was written"; return; }
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
    -e "s#$(uname -r)#6.1.0#g" \
    -e "s#\(os-version=\"Unix \)[0-9.]*\"#\16.1.0\"#g" \
    "$3" > "$out/$1/$2"
  rm -f "$3"
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
      "$env/bin/python" -m robot --log NONE --report NONE --output NONE --xunit xunit.xml tests/shop > log 2>&1
      put junit "robot-$v-xunit.xml" xunit.xml
      "$env/bin/python" -m robot --log NONE --report NONE --legacyoutput --output output.xml tests/shop/login.robot > log 2>&1
      put robot "robot-$v-legacyoutput.xml" output.xml
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
    [ "$v" = 6.2.1 ] && put newman "newman-$v-iterations.json" out.json
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
    [ "$v" = 12.2.0 ] || continue
    npx cucumber-js --require 'features/steps/*.js' --format junit:report.xml > log 2>&1
    put junit "cucumber-js-$v.xml" report.xml
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
    [ "$v" = 7.10.2 ] || continue
    java -cp "$cp" org.testng.TestNG -usedefaultlisteners false -d out -reporter org.testng.reporters.JUnitReportReporter suite.xml > log 2>&1
    put junit "testng-$v-junitreports.xml" out/junitreports/TEST-com.acme.shop.CartTest.xml
  done
}

run_unittest() {
  local env dir
  env=$(venv unittest unittest-xml-reporting==4.0.0)
  dir=$(fresh unittest)
  cd "$dir" || return
  rm -rf out
  "$env/bin/python" -m xmlrunner discover --output-file report.xml > log 2>&1
  put junit unittest-xmlrunner-4.0.0.xml report.xml
}

run_surefire() {
  local dir
  dir=$(fresh surefire)
  cd "$dir/junit5" || return
  mvn -q -B clean test > log 2>&1
  # with nested classes this version writes all tests into the innermost class's file
  put junit surefire-3.5.2-junit5-empty.xml target/surefire-reports/TEST-com.acme.shop.CartTest.xml
  put junit surefire-3.5.2-junit5-nested.xml 'target/surefire-reports/TEST-com.acme.shop.CartTest$Stock$Reserved.xml'
  put junit surefire-3.5.2-junit5-beforeall.xml target/surefire-reports/TEST-com.acme.shop.PaymentTest.xml
  mvn -q -B clean test -Ddisplay.names=true > log 2>&1
  put junit surefire-3.5.2-junit5-display-names.xml 'target/surefire-reports/TEST-com.acme.shop.CartTest$Stock$Reserved.xml'
  mvn -q -B clean test -Dreruns=2 -Dtest=DeliveryTest > log 2>&1
  put junit surefire-3.5.2-junit5-reruns.xml target/surefire-reports/TEST-com.acme.shop.DeliveryTest.xml
  cd ../junit4 || return
  mvn -q -B clean test > log 2>&1
  put junit surefire-2.22.2-junit4-login.xml target/surefire-reports/TEST-com.acme.shop.LoginTest.xml
  put junit surefire-2.22.2-junit4-parameterized.xml target/surefire-reports/TEST-com.acme.shop.ShippingTest.xml
}

run_gtest() {
  local dir
  dir=$(fresh gtest)
  cd "$dir" || return
  g++ -std=c++17 shop_test.cpp -o shop_test -lgtest -lgtest_main -pthread || return
  ./shop_test --gtest_output=xml:report.xml > log 2>&1
  put junit "gtest-$(dpkg-query -W -f '${Version}' libgtest-dev | sed 's/-.*//').xml" report.xml
}

run_catch2() {
  local dir
  dir=$(fresh catch2)
  cd "$dir" || return
  printf '#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n' > main.cpp
  [ -f main.o ] || g++ -std=c++17 -c main.cpp || return
  g++ -std=c++17 -DCATCH_HEADER='<catch2/catch.hpp>' shop_test.cpp main.o -o shop_test || return
  ./shop_test -r junit -o report.xml > log 2>&1
  put junit "catch2-$(dpkg-query -W -f '${Version}' catch2 | sed 's/-.*//').xml" report.xml
}

run_doctest() {
  local dir
  dir=$(fresh doctest)
  cd "$dir" || return
  g++ -std=c++17 -I/usr/include shop_test.cpp -o shop_test || return
  ./shop_test -r=junit --out=report.xml > log 2>&1
  put junit "doctest-$(dpkg-query -W -f '${Version}' doctest-dev | sed 's/[~-].*//').xml" report.xml
}

run_ctest() {
  local dir
  dir=$(fresh ctest)
  cd "$dir" || return
  cmake -S . -B build > log 2>&1 && ctest --test-dir build --output-junit "$dir/report.xml" >> log 2>&1
  put junit "ctest-$(ctest --version | sed -n 's/ctest version //p').xml" report.xml
}

run_jest() {
  local dir
  dir=$(node_project jest jest@29.7.0 jest-junit@16.0.0 jest-nunit-reporter@1.3.1)
  cp "$here"/runners/jest/* "$dir/"
  cd "$dir" || return
  JEST_JUNIT_OUTPUT_FILE=report.xml npx jest --ci --reporters=jest-junit > log 2>&1
  put junit jest-29.7.0-jest-junit-16.0.0.xml report.xml
  JEST_JUNIT_OUTPUT_FILE=report.xml JEST_JUNIT_CLASSNAME='' JEST_JUNIT_TITLE='{classname} › {title}' JEST_JUNIT_SUITE_NAME='{filepath}' \
    JEST_JUNIT_REPORT_TEST_SUITE_ERRORS=true JEST_JUNIT_ADD_FILE_ATTRIBUTE=true JEST_JUNIT_INCLUDE_CONSOLE_OUTPUT=true \
    npx jest --ci --reporters=jest-junit > log 2>&1
  put junit jest-29.7.0-jest-junit-16.0.0-options.xml report.xml
  npx jest --ci --testResultsProcessor jest-nunit-reporter > log 2>&1
  put nunit jest-nunit-reporter-1.3.1.xml test-report.xml
}

run_mocha() {
  local dir
  dir=$(node_project mocha mocha@10.8.2 mocha-junit-reporter@2.2.1)
  cp "$here"/runners/mocha/* "$dir/"
  cd "$dir" || return
  npx mocha --reporter mocha-junit-reporter --reporter-options mochaFile=report.xml shop.spec.js > log 2>&1
  put junit mocha-10.8.2-mocha-junit-reporter-2.2.1.xml report.xml
  npx mocha --reporter mocha-junit-reporter --reporter-options mochaFile=report.xml,testsuitesTitle=Acme,jenkinsMode=true,outputs=true,includePending=true shop.spec.js > log 2>&1
  put junit mocha-10.8.2-mocha-junit-reporter-2.2.1-jenkins.xml report.xml
  npx mocha --reporter xunit --reporter-options output=report.xml shop.spec.js > log 2>&1
  put junit mocha-10.8.2-xunit.xml report.xml
}

run_node_test() {
  local dir
  dir=$(fresh node-test)
  cd "$dir" || return
  node --test --test-reporter=junit --test-reporter-destination=report.xml shop.test.js > log 2>&1
  put junit "node-test-$(node --version | tr -d v).xml" report.xml
}

# The same tests on six nights, of which each had another version of the shop.
run_nightly() {
  local dir night
  dir=$(fresh nightly)
  cd "$dir" || return
  for night in 1 2 3 4 5 6; do
    NIGHT=$night node --test --test-reporter=junit --test-reporter-destination=report.xml . > log 2>&1
    put ../nightly "night-$night.xml" report.xml
  done
}

run_vitest() {
  local dir
  dir=$(node_project vitest vitest@2.1.9)
  cp "$here"/runners/vitest/* "$dir/"
  cd "$dir" || return
  npx vitest run --reporter=junit --outputFile=report.xml > log 2>&1
  put junit vitest-2.1.9.xml report.xml
}

run_playwright() {
  local dir
  dir=$(PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 node_project playwright @playwright/test@1.47.2)
  cp "$here"/runners/playwright/* "$dir/"
  cd "$dir" || return
  PLAYWRIGHT_JUNIT_OUTPUT_NAME=report.xml npx playwright test --reporter=junit > log 2>&1
  put junit playwright-1.47.2.xml report.xml
}

run_phpunit() {
  local dir
  dir=$(fresh phpunit)
  cd "$dir" || return
  phpunit --log-junit report.xml ShopTest.php > log 2>&1
  put junit "phpunit-$(phpunit --version | sed -n 's/PHPUnit \([0-9.]*\).*/\1/p').xml" report.xml
}

run_rspec() {
  local dir
  dir=$(fresh rspec)
  cd "$dir" || return
  rspec --format RspecJunitFormatter --out report.xml shop_spec.rb > log 2>&1
  put junit "rspec-$(rspec --version | sed -n 's/.*rspec-core //p').xml" report.xml
}

run_behave() {
  local v env dir
  for v in 1.2.6 1.3.3; do
    env=$(venv "behave-$v" "behave==$v" setuptools==75.8.0)
    dir=$(fresh behave)
    cd "$dir" || return
    # rules are known since 1.2.7 only
    [ "$v" = 1.2.6 ] && sed -i '/Rule:/d' features/checkout.feature
    "$env/bin/behave" --no-color -f json -o report.json > log 2>&1
    put cucumber "behave-$v.json" report.json
    if [ "$v" = 1.2.6 ]; then
      "$env/bin/behave" --no-color --junit --junit-directory out > log 2>&1
      put junit "behave-$v-cart.xml" out/TESTS-cart.xml
    fi
  done
}

run_cucumber_jvm() {
  local v dir
  for v in 5.7.0 7.18.1; do
    dir=$(fresh cucumber-jvm)
    cd "$dir" || return
    rm -rf src/test/resources && mkdir -p src/test/resources
    cp -R "$here/runners/cucumber-js/features" src/test/resources/
    rm -rf src/test/resources/features/steps
    # the parser of this version knows no rules
    [ "$v" = 5.7.0 ] && sed -i '/Rule:/,$d' src/test/resources/features/cart.feature
    mvn -q -B -Dcucumber="$v" clean test-compile org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath \
      -Dmdep.outputFile=cp.txt > log 2>&1 || { note "  cucumber-jvm $v: see $dir/log"; continue; }
    java -cp "$(cat cp.txt):target/test-classes" io.cucumber.core.cli.Main --plugin json:report.json --glue com.acme.shop \
      classpath:features > log 2>&1
    put cucumber "cucumber-jvm-$v.json" report.json
    [ "$v" = 7.18.1 ] || continue
    java -cp "$(cat cp.txt):target/test-classes" io.cucumber.core.cli.Main --plugin junit:report.xml --glue com.acme.shop \
      classpath:features > log 2>&1
    put junit "cucumber-jvm-$v.xml" report.xml
  done
}

run_gotest() {
  local dir
  dir=$(fresh go)
  cd "$dir" || return
  [ -x "$work/bin/gotestsum" ] || GOBIN=$work/bin go install gotest.tools/gotestsum@v1.13.0 || return
  "$work/bin/gotestsum" --junitfile report.xml ./... > log 2>&1
  put junit gotestsum-1.13.0.xml report.xml
}

run_nunit_console() {
  local dir dll
  dir=$(fresh nunit-console)
  cd "$dir" || return
  dll=$(find /usr/lib/cli /usr/lib/mono -name nunit.framework.dll | head -1)
  cp "$dll" . && mcs -target:library -r:nunit.framework.dll -out:Acme.Shop.Tests.dll ShopTests.cs || return
  nunit-console -nologo -xml=report.xml Acme.Shop.Tests.dll > log 2>&1
  put nunit nunit-console-2.6.4.xml report.xml
}

all="pytest pytest_nunit unittest robot newman cucumber_js cucumber_jvm behave testng surefire gtest catch2 doctest ctest
  jest mocha node_test nightly vitest playwright phpunit rspec gotest nunit_console"
for runner in ${*:-$all}; do
  note "$runner"
  ("run_$runner")
done
