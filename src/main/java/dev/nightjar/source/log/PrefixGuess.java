package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes up {@code log_line_prefix}es from the lines of a log: groups the heads of the lines by their shape, has the holes
 * of the most frequent shapes named by {@link PrefixHoles}, and takes a shape that is how another one starts for that of
 * processes that are no session ({@code %q}).
 */
final class PrefixGuess {
    private PrefixGuess() {}

    /**
     * @param names of the sessions in the lines: each is one piece of a head
     * @param known escapes that something else tells, so that no hole is one of them
     */
    static Set<String> guesses(List<String> lines, List<String> names, Set<String> known) {
        List<LineHead> heads = heads(lines, names, 0);
        List<LineHead> longer = heads(lines, names, 1);
        Set<String> guesses = new LinkedHashSet<>();
        if (longer.size() * 2 > heads.size()) {
            // More than messages that tell of messages: a name is written as a severity is.
            guesses.addAll(guesses(longer, known));
        }
        guesses.addAll(guesses(heads, known));
        return guesses;
    }

    private static List<LineHead> heads(List<String> lines, List<String> names, int passed) {
        List<LineHead> heads = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            LineHead.of(lines.get(i), i, names, passed).ifPresent(heads::add);
        }
        return heads;
    }

    private static Set<String> guesses(List<LineHead> heads, Set<String> known) {
        Set<String> guesses = new LinkedHashSet<>();
        List<LineHead> unpadded = new ArrayList<>();
        for (List<LineHead> alike : by(heads, PrefixPadding::unspaced)) {
            unpadded.addAll(PrefixPadding.unpadded(alike).orElse(alike));
        }
        if (!unpadded.equals(heads)) {
            guesses.addAll(ofShapes(by(unpadded, LineHead::shape), known));
        }
        guesses.addAll(ofShapes(by(heads, LineHead::shape), known));
        return guesses;
    }

    /** The heads in groups, the largest first. */
    private static List<List<LineHead>> by(List<LineHead> heads, Function<LineHead, String> shape) {
        Map<String, List<LineHead>> byShape = new LinkedHashMap<>();
        heads.forEach(head -> byShape.computeIfAbsent(shape.apply(head), key -> new ArrayList<>())
                .add(head));
        List<List<LineHead>> shapes = new ArrayList<>(byShape.values());
        shapes.sort((a, b) -> Integer.compare(b.size(), a.size()));
        return shapes;
    }

    private static Set<String> ofShapes(List<List<LineHead>> shapes, Set<String> known) {
        Set<String> guesses = new LinkedHashSet<>();
        for (List<LineHead> main : mainShapes(shapes)) {
            guesses.add(new PrefixHoles(main, known).prefix(-1));
            for (List<LineHead> other : shapes) {
                int stop = commonStart(main.get(0), other.get(0));
                if (stop >= 0) {
                    guesses.add(new PrefixHoles(main, known).prefix(stop));
                }
            }
        }
        return guesses;
    }

    /**
     * The most frequent shapes, and those of sessions that began: where every busy session has blanks or brackets in
     * its names, the names of an idle one show the prefix.
     */
    private static Set<List<LineHead>> mainShapes(List<List<LineHead>> shapes) {
        Set<List<LineHead>> main = new LinkedHashSet<>(shapes.subList(0, Math.min(4, shapes.size())));
        for (List<LineHead> shape : shapes) {
            List<LineHead> beginning =
                    shape.stream().filter(head -> head.letIn().isPresent()).toList();
            if (!beginning.isEmpty() && main.size() < 10) {
                main.add(beginning);
            }
        }
        return main;
    }

    /** Number of pieces after which the shorter head ends, if it is how the longer one starts; else -1. */
    private static int commonStart(LineHead longer, LineHead shorter) {
        int size = shorter.pieces().size();
        if (size >= longer.pieces().size()) {
            return -1;
        }
        for (int i = 0; i < size; i++) {
            LineHead.Piece one = longer.pieces().get(i);
            LineHead.Piece other = shorter.pieces().get(i);
            if (!one.type().equals(other.type())
                    || (one.isSeparator() && !one.text().equals(other.text()))) {
                return -1;
            }
        }
        return size;
    }
}
