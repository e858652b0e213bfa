#!/bin/bash
# Builds the release binary and the benchmarks, and measures. Everything stands beside a limit measured in the same run.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset release -DTESTLEDGER_BENCH=ON > /dev/null
ninja -C build/release testledger bench_reading bench_bare_writes
exec bench/run.py --build build/release "$@"
