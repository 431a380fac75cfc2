#!/bin/sh
# Reads large logs with wc, nightjar and (if installed) pgBadger, and prints MB per CPU second of each.
# The logs are made from the recorded output of real servers in src/test/resources/logs.
#   usage: bench/logs.sh [MB per log, default 1000]
set -eu
cd "$(dirname "$0")/.."
MB=${1:-1000}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
mvn -o -q -B test-compile dependency:build-classpath -Dmdep.outputFile="$WORK/cp" -Dmdep.includeScope=test
CP="target/test-classes:target/classes:$(cat "$WORK/cp")"
JAVA="java -XX:+UseSerialGC -Xmx200m -cp $CP dev.nightjar.source.log.LogBenchmark"
for LOG in pg18.stderr.log pg18.csv.gz pg18.json.gz; do
    FILE="$WORK/${LOG%.gz}"
    $JAVA make "$LOG" "$FILE" "$MB"
    echo "== $LOG, $MB MB"
    ( time -p wc -l < "$FILE" ) 2>&1 | paste -sd' ' | sed 's/^/wc -l: /'
    $JAVA read "$FILE" 1
    $JAVA read "$FILE" 2
    if command -v pgbadger > /dev/null; then
        ( time -p pgbadger -q -o "$WORK/out.html" "$FILE" ) 2>&1 | paste -sd' ' | sed 's/^/pgbadger: /'
    fi
    rm -f "$FILE"
done
