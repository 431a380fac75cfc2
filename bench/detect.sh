#!/bin/sh
# Measures detection and forecasting on labelled data: bench/detect.sh DATA_DIR [STATEMENTS] [PART]
# What it printed last is in detect-results.md. DATA_DIR holds any of regression/, tcpd/, nab/, capacity/; made-up sets follow. STATEMENTS is the size of the speed benchmark (10000, 0 = none). PART is regression, tcpd, nab, capacity or leaks, for that alone with its made-up sets.
set -eu
cd "$(dirname "$0")/.."
mvn -q -B test-compile -Dspotless.check.skip
mvn -q -B dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/bench.classpath >/dev/null
exec java -Xmx600m -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" \
    dev.nightjar.detect.evaluation.DetectionEvaluation "$@"
