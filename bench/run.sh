# SPDX-License-Identifier: Apache-2.0
# Sourced by the benchmarks: builds the distribution and the benchmarks where they are missing, then runs one.
set -eu
cd "$(dirname "$0")/.."
[ -x target/clooster/bin/clooster ] || ./mvnw -B -q -Dmaven.test.skip=true package
# As any start but the first has it.
target/clooster/bin/clooster cds-archive >/dev/null
# What starts real name servers is the tests', and of these nothing else is taken.
tests=target/test-classes/io/clooster
[ -e "$tests/dns/server/KnotServer.class" ] || ./mvnw -B -q test-compile
mkdir -p target/bench/io/clooster/dns
cp -r "$tests/dist" "$tests/testing" target/bench/io/clooster
cp -r "$tests/dns/server" target/bench/io/clooster/dns
classpath="target/bench:target/clooster/lib/*:target/clooster/sandbox/*"
javac -d target/bench -cp "$classpath" bench/src/bench/*.java

# What the benchmark is to be started by: a command and its options, split at blanks.
within=

# Ends with what is missing where there are no real name servers.
with_name_servers() {
  PATH=$PATH:/usr/sbin:/sbin
  for program in named knotd pdns_server pdnsutil sqlite3 dig nsupdate; do
    command -v "$program" >/dev/null || {
      echo "$program is missing: see .ci/packages" >&2
      exit 1
    }
  done
}

# bench CLASS [ARGUMENT...]
bench() {
  main=$1
  shift
  # shellcheck disable=SC2086
  exec $within java -cp "$classpath" "bench.$main" "$@"
}
