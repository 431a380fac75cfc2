package dev.nightjar.detect;

import dev.nightjar.stats.Distributions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one statement's history says: its surest change per direction and metric, with onset, cause and cost.
 *
 * @param score figure for the ranking of all statements, on the scale of {@link DetectionSettings#score()}
 * @param pValue of the surest change of time per call
 * @param findings changes that pass the floors, before false-discovery control; at most one per metric
 * @param improvements the mirror image
 */
record StatementAssessment(
        String statement,
        double score,
        double pValue,
        List<Regression> findings,
        List<Regression> improvements,
        Optional<LoadStory> load) {
    /** Pages per call wander with the data: their change must be surer and larger than one of time. */
    private static final double BLOCKS_SCORE = 12;

    private static final double BLOCKS_RATIO = 1.25;
    /** A change of pages this sure is believed when the time moved at the same moment by {@link #JOINT_TIME_SCORE}. */
    private static final double JOINT_BLOCKS_SCORE = 5;

    private static final double JOINT_TIME_SCORE = 2.2;
    /**
     * Where no cut of a fit's first round is surer, the other rounds are not worth their time. Of 856 changes found by all rounds
     * among 4,500 statements, labelled and made up, the least sure had 3.6 in the first; of 48 rises of load one had less than this,
     * and was none. Three quarters of the statements without a finding end here.
     */
    private static final double RAW_SCORE = 2;

    /** Twice the log-likelihood by which pages per call must speak for a line to vote on where it begins. */
    private static final double BLOCKS_GAIN = 15;

    /** The signals and context of one statement. */
    @SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
    record Input(
            StatementHistory history,
            HourClasses classes,
            LoadColumns load,
            List<Integer> events,
            double sparseVariance,
            DetectionSettings settings) {}

    static StatementAssessment of(Input in) {
        Signal time = Signal.of(in.history.calls(), in.history.execMs());
        return time.size() < in.settings.sparseSteps() * stepScale(in) ? sparse(in) : dense(in, time);
    }

    private static double stepScale(Input in) {
        return 1 / Math.max(1, StepLength.hours(in.history.step()));
    }

    private static StatementAssessment dense(Input in, Signal time) {
        int perDay = StepLength.perDay(in.history.step());
        double hours = StepLength.hours(in.history.step());
        SeasonalRounds timeRounds = new SeasonalRounds(time, in.load.of(time), in.classes, perDay);
        Signal blocksSignal = Signal.of(in.history.calls(), in.history.blocks());
        SeasonalRounds blocksRounds = new SeasonalRounds(blocksSignal, List.of(), in.classes, perDay);
        boolean blocksMoved = blocksSignal.size() >= time.size() / 2
                && LevelChange.mayShow(blocksRounds.first(), RAW_SCORE, in.settings, hours);
        if (!blocksMoved && !LevelChange.mayShow(timeRounds.first(), RAW_SCORE, in.settings, hours)) {
            return quiet(in, timeRounds.first(), hours);
        }
        SeasonalFit timeFit = timeRounds.last();
        @Nullable SeasonalFit blocksFit = blocksMoved ? blocksRounds.last() : null;
        List<Regression> up = new ArrayList<>();
        List<Regression> down = new ArrayList<>();
        Optional<LoadStory> load = Optional.empty();
        double score = 0;
        double p = 1;
        for (double sign : new double[] {1, -1}) {
            Optional<LevelChange> byTime = LevelChange.surest(timeFit, sign, in.settings, hours);
            Optional<LevelChange> byBlocks =
                    blocksFit == null ? Optional.empty() : LevelChange.surest(blocksFit, sign, in.settings, hours);
            List<Regression> found = sign > 0 ? up : down;
            Candidate best = new Candidate(0, null);
            if (byTime.isPresent()) {
                best = Candidate.of(byTime.get());
            }
            if (blocksFit != null && byBlocks.isPresent()) {
                LevelChange blocks = byBlocks.get();
                if (blocks.standing() && blocks.z() >= JOINT_BLOCKS_SCORE) {
                    int cut = timeFit.signal.firstFrom(blocksFit.signal.at()[blocks.cut()]);
                    if (cut > 3 && cut < timeFit.signal.size() - 3) {
                        LevelChange same = LevelChange.at(timeFit, cut, sign, in.settings, hours);
                        if (same.standing() && same.z() >= JOINT_TIME_SCORE) {
                            double joint = Math.hypot(same.z(), .7 * blocks.z());
                            boolean sure =
                                    best.change != null && best.change.standing() && best.score >= in.settings.score();
                            if (joint > best.score) {
                                best = new Candidate(joint, sure ? best.change : same);
                            }
                        }
                    }
                }
            }
            LevelChange chosen = best.change;
            if (chosen != null) {
                boolean together = blocksFit != null
                        && byBlocks.isPresent()
                        && byBlocks.get().standing()
                        && byBlocks.get().z() >= JOINT_BLOCKS_SCORE
                        && Math.abs(blocksFit.signal.at()[byBlocks.get().cut()]
                                                - timeFit.signal.at()[chosen.cut()])
                                        * hours
                                <= 12;
                Onset onset = onset(in, timeFit, chosen, together ? blocksFit : null, byBlocks);
                Optional<LoadStory> story = sign > 0 && chosen.difference() > 0
                        ? LoadVeto.of(in.history, timeFit, in.classes, onset.step(), chosen.difference())
                        : Optional.empty();
                if (sign > 0) {
                    score = story.isPresent() ? Math.min(best.score, .5 * in.settings.score()) : best.score;
                    p = pValue(timeFit, best.score);
                    load = story;
                }
                if (story.isEmpty() && passes(in, timeFit, chosen, best.score, onset, hours)) {
                    found.add(timeFinding(in, timeFit, blocksFit, chosen, best.score, onset, sign));
                }
            }
            if (blocksFit != null && byBlocks.isPresent()) {
                LevelChange blocks = byBlocks.get();
                Onset onset = onset(in, blocksFit, blocks, null, Optional.empty());
                if (blocks.standing()
                        && blocks.z() >= BLOCKS_SCORE
                        && Math.abs(blocks.difference()) >= Math.log(BLOCKS_RATIO)
                        && oldEnough(in, onset, hours)) {
                    found.add(blocksFinding(in, blocksFit, blocks, onset));
                    score = sign > 0 ? Math.max(score, blocks.z() * in.settings.score() / BLOCKS_SCORE) : score;
                }
            }
        }
        return new StatementAssessment(in.history.statement(), score, p, up, down, load);
    }

    private record Candidate(double score, @Nullable LevelChange change) {
        static Candidate of(LevelChange change) {
            return new Candidate(change.standing() ? change.z() : Math.min(change.z(), 1), change);
        }
    }

    /** Nothing was found at the first look; its score is told for the ranking of all. */
    private static StatementAssessment quiet(Input in, SeasonalFit first, double hours) {
        double score = LevelChange.surest(first, 1, in.settings, hours)
                .map(change -> Candidate.of(change).score)
                .orElse(0.0);
        return new StatementAssessment(
                in.history.statement(), score, pValue(first, score), List.of(), List.of(), Optional.empty());
    }

    static SeasonalFit timeFit(Input in, Signal time) {
        return SeasonalFit.of(time, in.load.of(time), in.classes, StepLength.perDay(in.history.step()));
    }

    private static double pValue(SeasonalFit fit, double z) {
        return Distributions.studentTwoSided(z, fit.signal.size() / fit.inflation());
    }

    private static boolean passes(
            Input in, SeasonalFit fit, LevelChange change, double score, Onset onset, double hours) {
        return change.standing()
                && score >= in.settings.score()
                && Math.abs(change.difference()) >= Math.log(in.settings.ratio())
                && (onset.step() - fit.signal.at()[0]) * hours >= LevelChange.LEAST_BEFORE_HOURS
                && oldEnough(in, onset, hours);
    }

    private static boolean oldEnough(Input in, Onset onset, double hours) {
        return (in.history.length() - onset.step()) * hours
                >= in.settings.minimumAge().toMinutes() / 60.0;
    }

    private static Onset onset(
            Input in,
            SeasonalFit fit,
            LevelChange change,
            @Nullable SeasonalFit blocksFit,
            Optional<LevelChange> blocks) {
        List<Onset.View> views = new ArrayList<>();
        views.add(new Onset.View(fit, change.before(), change.before() + change.difference()));
        if (blocksFit != null && blocks.isPresent()) {
            LevelChange b = blocks.get();
            views.add(new Onset.View(blocksFit, b.before(), b.before() + b.difference()));
        }
        return Onset.of(
                views,
                fit.signal.at()[change.cut()],
                in.history.length() - 1,
                StepLength.hours(in.history.step()),
                in.events);
    }

    private static Regression timeFinding(
            Input in,
            SeasonalFit fit,
            @Nullable SeasonalFit blocksFit,
            LevelChange change,
            double score,
            Onset cutOnset,
            double sign) {
        StatementHistory h = in.history;
        Onset onset = cutOnset;
        int cut = Math.min(fit.signal.firstFrom(onset.step()), fit.signal.size() - 1);
        int m = fit.signal.size();
        double d = change.difference();
        Regression.Kind kind = Regression.Kind.SHIFT;
        Optional<Hinge> line = line(in, fit, blocksFit, sign);
        if (line.isPresent() && line.get().isLine(fit.signal.at(), fit.level, sign)) {
            kind = Regression.Kind.DRIFT;
            d = line.get().difference();
            onset = new Onset(line.get().step(), line.get().low(), line.get().high());
        } else if (line.isPresent() && line.get().isPossible()) {
            onset = onset.or(line.get());
        }
        if (kind == Regression.Kind.SHIFT && (TwoModes.inPages(h, onset.step()) || TwoModes.since(fit, change, cut))) {
            kind = Regression.Kind.PLAN_FLIP;
        }
        double expected = 0;
        double calls = 0;
        for (int i = cut; i < m; i++) {
            expected += fit.signal.calls()[i] * Math.exp(change.before() + fit.adjustment[i]);
            calls += fit.signal.calls()[i];
        }
        double beforeMs = expected / calls;
        CauseSplit cause = CauseSplit.of(h, onset.step(), d, beforeMs);
        return finding(
                in, Regression.MEAN_EXEC_TIME, onset, d, beforeMs, score, pValue(fit, score), kind, cause, calls);
    }

    /** The change as a line, seen by the time and, when they move as well, by the pages per call. */
    private static Optional<Hinge> line(Input in, SeasonalFit fit, @Nullable SeasonalFit blocksFit, double sign) {
        double hours = StepLength.hours(in.history.step());
        Optional<Hinge> byTime = Hinge.best(List.of(Hinge.View.of(fit)), sign, hours);
        if (blocksFit == null || byTime.isEmpty()) {
            return byTime;
        }
        Optional<Hinge> byBlocks = Hinge.best(List.of(Hinge.View.of(blocksFit)), sign, hours);
        return byBlocks.isPresent() && byBlocks.get().gain() > BLOCKS_GAIN
                ? Hinge.best(List.of(Hinge.View.of(fit), Hinge.View.of(blocksFit)), sign, hours)
                : byTime;
    }

    private static Regression blocksFinding(Input in, SeasonalFit fit, LevelChange change, Onset onset) {
        CauseSplit cause = CauseSplit.of(in.history, onset.step(), change.difference(), 0);
        return finding(
                in,
                Regression.BLOCKS_PER_CALL,
                onset,
                change.difference(),
                Math.exp(change.before()),
                change.z(),
                pValue(fit, change.z()),
                Regression.Kind.SHIFT,
                cause,
                0);
    }

    private static Regression finding(
            Input in,
            String metric,
            Onset onset,
            double d,
            double before,
            double score,
            double p,
            Regression.Kind kind,
            CauseSplit cause,
            double callsSince) {
        StatementHistory h = in.history;
        double days = Math.max(1e-9, (h.length() - onset.step()) * StepLength.hours(h.step()) / 24);
        double extra = before * Math.expm1(d) * callsSince / days;
        return new Regression(
                h.statement(),
                metric,
                h.at(onset.step()),
                h.at(onset.low()),
                h.at(onset.high()),
                Math.exp(d),
                before,
                before * Math.exp(d),
                score,
                p,
                p,
                kind,
                cause.cause(),
                cause.evidence(),
                true,
                extra,
                false);
    }

    private static StatementAssessment sparse(Input in) {
        StatementHistory h = in.history;
        int perDay = StepLength.perDay(h.step());
        SparseSeries time = SparseSeries.of(h.calls(), h.execMs(), perDay);
        List<Regression> up = new ArrayList<>();
        List<Regression> down = new ArrayList<>();
        double score = 0;
        double p = 1;
        double scale = in.settings.score() / in.settings.sparseScore();
        for (double sign : new double[] {1, -1}) {
            Optional<SparseSeries.Change> found = time.surest(sign, in.sparseVariance);
            if (found.isEmpty()) {
                continue;
            }
            SparseSeries.Change change = found.get();
            if (sign > 0) {
                score = scale * (change.standing() ? change.z() : Math.min(change.z(), 1));
                p = change.pValue();
            }
            if (change.standing()
                    && change.z() >= in.settings.sparseScore()
                    && Math.abs(change.difference()) >= Math.log(in.settings.ratio())) {
                (sign > 0 ? up : down).add(sparseFinding(in, time, change));
            }
        }
        return new StatementAssessment(h.statement(), score, p, up, down, Optional.empty());
    }

    private static Regression sparseFinding(Input in, SparseSeries time, SparseSeries.Change change) {
        StatementHistory h = in.history;
        SparseShape shape = SparseShape.of(time, change, StepLength.hours(h.step()));
        double calls = 0;
        for (int d = shape.day(); d < time.size(); d++) {
            calls += time.calls()[d];
        }
        double before = Math.exp(change.before());
        CauseSplit cause = CauseSplit.of(h, shape.onset().step(), shape.difference(), before);
        return finding(
                in,
                Regression.MEAN_EXEC_TIME,
                shape.onset(),
                shape.difference(),
                before,
                change.z() * in.settings.score() / in.settings.sparseScore(),
                change.pValue(),
                shape.kind(),
                cause,
                calls);
    }

    /** Length of the history that holds calls. */
    static Duration lived(StatementHistory h) {
        int first = 0;
        while (first < h.length() && !(h.calls()[first] >= .5)) {
            first++;
        }
        return h.step().multipliedBy(h.length() - first);
    }
}
