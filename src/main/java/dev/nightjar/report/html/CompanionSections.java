package dev.nightjar.report.html;

import dev.nightjar.report.PoolReport;
import dev.nightjar.report.RedisReport;
import dev.nightjar.report.Report;
import dev.nightjar.report.html.Block.Cell;
import dev.nightjar.report.html.Block.Column;
import dev.nightjar.report.html.Block.Fact;
import java.util.ArrayList;
import java.util.List;

/** What stands beside the database: connection pools and Redis. */
final class CompanionSections {
    private final Report report;
    private final Figures figures;
    private final ReportCharts charts;
    private final FindingTables findings;

    CompanionSections(Report report, Figures figures, ReportCharts charts) {
        this.report = report;
        this.figures = figures;
        this.charts = charts;
        this.findings = new FindingTables(report);
    }

    Section pools() {
        List<Block> blocks = new ArrayList<>();
        findings.of("Findings about connections", "PG-CONN", "POOL", "PG-POOL").ifPresent(blocks::add);
        if (report.pool().isEmpty()) {
            blocks.add(new Block.Text("No pool's metrics were given, so the size of pools cannot be judged."));
        }
        int number = 1;
        for (PoolReport pool : report.pool()) {
            blocks.add(new Block.Facts(List.of(
                    new Fact("Pool", pool.pool()),
                    new Fact("Size", String.valueOf(pool.size())),
                    new Fact("In use, mean", Figures.number(pool.meanActive())),
                    new Fact("Full with threads waiting", Figures.percent(pool.saturatedShare()) + " of samples"),
                    new Fact("Threads waiting, most", Figures.number(pool.maxPending())),
                    new Fact("Handed out", Figures.number(pool.acquiredPerSecond()) + " per second"),
                    new Fact("Wait for one, mean", Figures.millis(pool.meanWaitMs())),
                    new Fact("Checked out, mean", Figures.millis(pool.meanUsageMs())),
                    new Fact("Timeouts", Figures.number(pool.timeouts())))));
            if (ReportCharts.hasValues(pool.active().actual())) {
                blocks.add(charts.pool(pool, number));
            }
            number++;
        }
        return new Section("pools", "Connections and pools", "", blocks);
    }

    Section redis() {
        List<Block> blocks = new ArrayList<>();
        findings.of("Findings about Redis", "RED").ifPresent(blocks::add);
        report.redis().ifPresent(redis -> redis(redis, blocks));
        if (blocks.isEmpty()) {
            blocks.add(new Block.Text("No Redis is configured for this target, or none could be read."));
        }
        return new Section("redis", "Redis", "", blocks);
    }

    private void redis(RedisReport redis, List<Block> blocks) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Version", redis.version() + (redis.role().isEmpty() ? "" : ", " + redis.role())));
        facts.add(new Fact(
                "Memory",
                Figures.bytes(redis.usedMemory())
                        + (redis.maxMemory() > 0 ? " of " + Figures.bytes(redis.maxMemory()) : ", no limit")));
        facts.add(new Fact("Policy", redis.policy().isEmpty() ? Figures.UNKNOWN : redis.policy()));
        facts.add(new Fact("Hit rate", Figures.percent(redis.hitRate())));
        facts.add(new Fact("Evicted", Figures.count(redis.evictedKeys())));
        facts.add(new Fact("Expired", Figures.count(redis.expiredKeys())));
        facts.add(new Fact("Keys", Figures.count(redis.keys())));
        facts.add(new Fact("With time to live", Figures.percent(redis.keysWithTtl() / redis.keys())));
        facts.add(new Fact("Commands", Figures.number(redis.commandsPerSecond()) + " per second"));
        facts.add(new Fact("Clients", Figures.count(redis.connectedClients())));
        facts.add(new Fact("Rejected", Figures.count(redis.rejectedConnections())));
        facts.add(new Fact("Fragmentation", Figures.number(redis.fragmentationRatio())));
        blocks.add(new Block.Facts(facts));
        if (ReportCharts.hasValues(redis.memory().actual())) {
            blocks.add(charts.redisMemory(redis));
        }
        if (ReportCharts.hasValues(redis.hitRates().actual())) {
            blocks.add(charts.redisHits(redis));
        }
        if (ReportCharts.hasValues(redis.evictions().actual())) {
            blocks.add(charts.redisEvictions(redis));
        }
        tables(redis, blocks);
    }

    private void tables(RedisReport redis, List<Block> blocks) {
        if (!redis.commands().isEmpty()) {
            blocks.add(new Block.Table(
                    "Commands in the window",
                    List.of(
                            new Column("Command", false, 0),
                            new Column("Share of time", true, 30),
                            new Column("Calls", true, 18),
                            new Column("Time per call", true, 16),
                            new Column("Failed", true, 12)),
                    redis.commands().stream()
                            .map(command -> List.of(
                                    Cell.code(command.name()),
                                    Cell.bar(Figures.percent(command.shareOfTime()), command.shareOfTime()),
                                    Cell.number(Figures.count(command.calls())),
                                    Cell.number(Figures.micros(command.microsPerCall())),
                                    Cell.number(Figures.number(command.failed()))))
                            .toList(),
                    ""));
        }
        if (!redis.slowest().isEmpty()) {
            blocks.add(new Block.Table(
                    "Slowest commands in the slow log",
                    List.of(new Column("At", false, 20), new Column("Time", true, 14), new Column("Command", false, 0)),
                    redis.slowest().stream()
                            .map(slow -> List.of(
                                    Cell.of(figures.time(slow.at())),
                                    Cell.number(Figures.millis(slow.millis())),
                                    Cell.code(ShortText.of(slow.command()))))
                            .toList(),
                    ""));
        }
        if (!redis.keyPatterns().isEmpty()) {
            blocks.add(new Block.Table(
                    "Keys by shape",
                    List.of(
                            new Column("Shape", false, 0),
                            new Column("Type", false, 12),
                            new Column("Sampled", true, 12),
                            new Column("Without time to live", true, 16),
                            new Column("Mean size", true, 13),
                            new Column("Share of bytes", true, 18)),
                    redis.keyPatterns().stream()
                            .map(pattern -> List.of(
                                    Cell.code(pattern.pattern()),
                                    Cell.of(pattern.type()),
                                    Cell.number(Figures.count(pattern.sampled())),
                                    Cell.number(Figures.percent(pattern.withoutTtl())),
                                    Cell.number(Figures.bytes(pattern.meanBytes())),
                                    Cell.bar(Figures.percent(pattern.shareOfBytes()), pattern.shareOfBytes())))
                            .toList(),
                    "From a sample of " + Figures.count(redis.keysSampled()) + " of " + Figures.count(redis.keys())
                            + " keys."));
        }
    }
}
