# Two commands matter: `make demo` and `make test`. `make` alone lists them all.
SHELL := /bin/bash
JOBS ?= $(shell nproc)
NINJA = ninja -j $(JOBS)
# Reuse every object that any build of the last weeks made; paths below the checkout do not count.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := true

.DEFAULT_GOAL := help
.PHONY: help setup build run demo screenshots test test-build threads-build analyze coverage coverage-build crashes simulate faults format lint bench fuzz fuzz-build approve clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s%s\n", $$1, $$2}'

setup: ## install what building and testing need (Debian packages; asks nothing)
	@tools/setup.sh

build: setup ## build the release binary, build/release/testledger, and tell what it is made of (testledger.cdx.json)
	@cmake --preset release > build-release.log 2>&1 || { cat build-release.log; exit 1; }; rm -f build-release.log
	@$(NINJA) -C build/release testledger
	@tools/sbom.py build/release build/release/testledger.cdx.json

run: build ## serve ./data on 127.0.0.1:8080, made on first use
	@tools/run.sh

demo: build ## start a server with a fresh database and import the sample reports of all six formats (CI=true: verify and exit)
	@CI=$(CI) tools/demo.sh

screenshots: build ## write a picture of each page of the web interface, with the demo's data, into docs/images
	@tools/screenshots.sh

test: setup ## build with ASan and UBSan, with TSan, and counting; run everything that tests the project; ends in "N passed, N failed"
	@cmake --preset debug > build-debug.log 2>&1 || { cat build-debug.log; exit 1; }; rm -f build-debug.log
	@$(NINJA) -C build/debug
	@$(MAKE) --no-print-directory fuzz-build threads-build coverage-build build
	@tools/run_tests.py --build build/debug --fuzz build/fuzz --threads build/tsan --coverage build/coverage

coverage: setup coverage-build ## count which lines and branches the tests run: build/coverage/report/index.html
	@tools/coverage.py --build build/coverage

coverage-build:
	@cmake --preset coverage > build-coverage.log 2>&1 || { cat build-coverage.log; exit 1; }; rm -f build-coverage.log
	@$(NINJA) -C build/coverage unit_tests testledger

faults: setup build ## let the disk fail, the power go and servers be killed for an hour (make test: minutes of it)
	@$(NINJA) -C build/release faulty_disk
	@FAULTS=long tools/run_tests.py --build build/release --only test_faults

format: setup ## format the code in place
	@git ls-files -z '*.cpp' '*.hpp' | xargs -0 clang-format-19 -i

lint: setup ## check the rules of the house: who includes whom, banned functions, sizes, formatting
	@tools/tidy.py

bench: setup ## measure reading and importing, as ratios to named limits (minutes)
	@bench/run.sh

fuzz: setup fuzz-build ## fuzz every reader for FUZZ_SECONDS each (default 600)
	@tools/fuzz.py --build build/fuzz --seconds $(or $(FUZZ_SECONDS),600)

fuzz-build:
	@cmake --preset fuzz > build-fuzz.log 2>&1 || { cat build-fuzz.log; exit 1; }; rm -f build-fuzz.log
	@$(NINJA) -C build/fuzz fuzz_targets

threads-build:
	@cmake --preset tsan > build-tsan.log 2>&1 || { cat build-tsan.log; exit 1; }; rm -f build-tsan.log
	@$(NINJA) -C build/tsan batches_test storage_sqlite_test http_test

analyze: setup ## look for defects without running anything: clang-tidy over all that is shipped
	@cmake --preset debug > build-debug.log 2>&1 || { cat build-debug.log; exit 1; }; rm -f build-debug.log
	@$(NINJA) -C build/debug testledger
	@tools/analyze.py --build build/debug

crashes: setup ## kill the server at every crash point and check what is there after the restart (minutes)
	@cmake --preset debug > build-debug.log 2>&1 || { cat build-debug.log; exit 1; }; rm -f build-debug.log
	@$(NINJA) -C build/debug testledger
	@tests/crash_harness.py

simulate: setup ## play SEEDS histories of the whole server with virtual time and harm, from seed FIRST on (default 10000, 1)
	@cmake --preset debug > build-debug.log 2>&1 || { cat build-debug.log; exit 1; }; rm -f build-debug.log
	@$(NINJA) -C build/debug simulation
	@build/debug/simulation --seeds $(or $(FIRST),1) $$(( $(or $(FIRST),1) + $(or $(SEEDS),10000) - 1 ))

approve: setup ## accept what the readers say now as the expected records; look at the difference before committing
	@cmake --preset debug > /dev/null && $(NINJA) -C build/debug formats_test
	@TESTLEDGER_APPROVE=1 build/debug/formats_test --gtest_brief=1
	@git --no-pager diff --stat -- src/formats/testdata

clean: ## remove everything that was built
	@rm -rf build
