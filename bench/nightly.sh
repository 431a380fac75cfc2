#!/bin/sh
# Time and memory of a night over weeks of stored counters: records hourly visits, packs them day by day, then detects,
# advises, ranks and writes the report, in a process of its own with the heap that ./nightjar gives.
#   usage: bench/nightly.sh [STATEMENTS, default 10000] [DAYS, default 28]
set -eu
cd "$(dirname "$0")/.."
STATEMENTS=${1:-10000}
DAYS=${2:-28}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
mvn -q -B test-compile -Dspotless.check.skip
mvn -q -B dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$WORK/cp" >/dev/null
NIGHT="java -XX:+UseParallelGC -XX:ParallelGCThreads=2 -Xmx1200m -cp target/test-classes:target/classes:$(cat "$WORK/cp") dev.nightjar.job.nightly.NightlyBenchmark"
$NIGHT fill "$WORK" "$STATEMENTS" "$DAYS"
$NIGHT night "$WORK" "$STATEMENTS" "$DAYS"
