#!/bin/sh
# Reads large logs with wc, nightjar and (if installed) pgBadger, and prints MB per CPU second, wall time and peak memory.
# Plays a mixed load on an embedded PostgreSQL 18 that writes stderr, csvlog and jsonlog, and repeats what it wrote.
#   usage: bench/logs.sh [MB per log, default 1100] [MB for pgBadger, default 100]
set -eu
cd "$(dirname "$0")/.."
MB=${1:-1100}
SMALL=${2:-100}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
mvn -o -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile="$WORK/cp" -Dmdep.includeScope=test
CP="target/test-classes:target/classes:$(cat "$WORK/cp")"
MAIN=dev.nightjar.source.log.LogBenchmark
# As the launcher runs "nightjar logs".
FLAGS=$(sed -n 's/^logs="\(.*\)"$/\1/p' nightjar)

# Runs a command; prints its name, MB per CPU second, wall seconds and peak MB.
measure() {
    name=$1
    mb=$2
    shift 2
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f '%U %S %e %M' -o "$WORK/time" "$@" > "$WORK/out"
        awk -v name="$name" -v mb="$mb" '{ cpu = $1 + $2; if (cpu < 0.01) cpu = 0.01;
            printf "%-14s %8.1f MB per CPU second, wall %6.2f s, peak %5.0f MB\n", name, mb / cpu, $3, $4 / 1024 }' "$WORK/time"
    else
        echo "$name:"
        ( time -p "$@" > "$WORK/out" ) 2>&1 | paste -sd' '
    fi
    grep '^nightjar' "$WORK/out" || true
}

echo "playing the load"
# shellcheck disable=SC2086
java -cp "$CP" $MAIN record "$WORK" 60 > /dev/null
for FORMAT in log csv json; do
    FILE="$WORK/big.$FORMAT"
    java -Xmx900m -cp "$CP" $MAIN make "$WORK/pg.$FORMAT" "$FILE" "$MB"
    REAL=$(($(wc -c < "$FILE") / 1000000))
    echo "== $FORMAT, $REAL MB"
    measure "wc -l" "$REAL" wc -l "$FILE"
    # shellcheck disable=SC2086
    measure "1 thread" "$REAL" java $FLAGS -cp "$CP" $MAIN read "$FILE" 1
    # shellcheck disable=SC2086
    measure "2 threads" "$REAL" java $FLAGS -cp "$CP" $MAIN read "$FILE" 2
    rm -f "$FILE"
    if command -v pgbadger > /dev/null; then
        java -Xmx900m -cp "$CP" $MAIN make "$WORK/pg.$FORMAT" "$FILE" "$SMALL"
        REAL=$(($(wc -c < "$FILE") / 1000000))
        case $FORMAT in
            log) measure pgbadger "$REAL" pgbadger -q -f stderr -p '%m [%p] %q%u@%d ' -o "$WORK/out.html" "$FILE" ;;
            *) measure pgbadger "$REAL" pgbadger -q -f "${FORMAT}log" -o "$WORK/out.html" "$FILE" ;;
        esac
        rm -f "$FILE"
    fi
done
