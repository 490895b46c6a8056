# SPDX-License-Identifier: Apache-2.0
# Sourced by the benchmarks: builds the distribution and the benchmarks where they are missing, then runs one.
set -eu
cd "$(dirname "$0")/.."
[ -x target/clooster/bin/clooster ] || ./mvnw -B -q -Dmaven.test.skip=true package
# As any start but the first has it.
target/clooster/bin/clooster cds-archive >/dev/null
mkdir -p target/bench
javac -d target/bench -cp "target/clooster/lib/*:target/clooster/sandbox/*" bench/src/bench/*.java

# What the benchmark is to be started by: a command and its options, split at blanks.
within=

# bench CLASS [ARGUMENT...]
bench() {
  main=$1
  shift
  # shellcheck disable=SC2086
  exec $within java -cp "target/bench:target/clooster/lib/*:target/clooster/sandbox/*" "bench.$main" "$@"
}
