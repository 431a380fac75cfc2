#!/bin/sh
# Reads large logs with wc, nightjar (as a user starts it: class loading, compiling and the report count) and, if it is
# installed, pgBadger; prints MB per CPU second, wall time and peak memory.
# Plays a mixed load on an embedded PostgreSQL 18 that writes stderr, csvlog and jsonlog, and repeats what it wrote.
#   usage: bench/logs.sh [MB per log, default 1100] [MB for pgBadger, default 60] [runs of each, default 3]
set -eu
cd "$(dirname "$0")/.."
MB=${1:-1100}
SMALL=${2:-60}
RUNS=${3:-3}
[ -x /usr/bin/time ] || { echo "bench/logs.sh: needs GNU time at /usr/bin/time (package \"time\")" >&2; exit 1; }
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
mvn -o -q -B -Dspotless.check.skip test-compile dependency:build-classpath -Dmdep.outputFile="$WORK/cp" -Dmdep.includeScope=test
LOAD="java -Xmx900m -cp target/test-classes:target/classes:$(cat "$WORK/cp") dev.nightjar.source.log.LogBenchmark"
./nightjar --version > "$WORK/version"

# Runs a command several times; prints its name and what it took; leaves the best rate in $WORK/best.NAME.
measure() {
    name=$1
    mb=$2
    runs=$3
    shift 3
    : > "$WORK/runs"
    for run in $(seq "$runs"); do
        /usr/bin/time -f '%U %S %e %M' -o "$WORK/time" "$@" > "$WORK/out" 2> "$WORK/err" || echo "$name failed in run $run: $(tail -n 1 "$WORK/err")"
        tail -n 1 "$WORK/time" >> "$WORK/runs"
    done
    awk -v mb="$mb" '{ cpu = $1 + $2; if (cpu < 0.01) cpu = 0.01; print mb / cpu, $3, $4 / 1024 }' "$WORK/runs" | sort -n > "$WORK/rates"
    awk -v name="$name" -v best="$WORK/best.$name" '{ rate[NR] = $1; if ($3 > peak) peak = $3; wall = $2 }
        END { printf "%-10s best %7.1f, median %7.1f MB per CPU second; wall %.2f s, peak %.0f MB\n",
            name, rate[NR], rate[int((NR + 1) / 2)], wall, peak; print rate[NR] > best }' "$WORK/rates"
}

# The ratio of two best rates.
ratio() {
    awk -v what="$3" 'NR == 1 { one = $1 } NR == 2 { printf "%-10s %.1f\n", what, one / $1 }' "$WORK/best.$1" "$WORK/best.$2"
}

pgbadger_format() {
    case $1 in
        log) echo stderr ;;
        csv) echo csv ;; # It takes "csvlog", too, and then finds nothing.
        json) echo jsonlog ;;
    esac
}

echo "playing the load"
$LOAD record "$WORK" 60 > "$WORK/out"
for FORMAT in log csv json; do
    FILE="$WORK/big.$FORMAT"
    $LOAD make "$WORK/pg.$FORMAT" "$FILE" "$MB"
    REAL=$(($(wc -c < "$FILE") / 1000000))
    echo "== $FORMAT, $REAL MB"
    measure wc "$REAL" "$RUNS" wc -l "$FILE"
    measure 1-thread "$REAL" "$RUNS" ./nightjar logs --quiet --threads 1 --json "$WORK/report.json" "$FILE"
    measure 2-threads "$REAL" "$RUNS" ./nightjar logs --quiet --threads 2 --json "$WORK/report.json" "$FILE"
    ratio wc 2-threads "wc / us"
    grep -m 2 -e '"entries"' -e '"statements"' "$WORK/report.json"
    rm -f "$FILE"
    if command -v pgbadger > /dev/null; then
        $LOAD make "$WORK/pg.$FORMAT" "$FILE" "$SMALL"
        REAL=$(($(wc -c < "$FILE") / 1000000))
        rm -f "$WORK/badger.json"
        measure pgbadger "$REAL" 1 pgbadger -q -f "$(pgbadger_format $FORMAT)" -p '%m [%p] %q%u@%d ' -x json -o "$WORK/badger.json" "$FILE"
        QUERIES=$(grep -o '"queries_number":[0-9]*' "$WORK/badger.json" | sort -t : -k 2 -n | tail -n 1 | cut -d : -f 2) || QUERIES=0
        if [ "${QUERIES:-0}" -eq 0 ]; then
            echo "pgbadger   found no query in $REAL MB: its figure is none"
        else
            echo "pgbadger   counted $QUERIES queries"
            ratio 2-threads pgbadger "us / pgb"
        fi
        rm -f "$FILE"
    fi
done
