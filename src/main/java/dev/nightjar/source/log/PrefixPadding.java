package dev.nightjar.source.log;

import dev.nightjar.source.log.LineHead.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the escapes of a prefix that pad what they print ({@code %5p}, {@code %-12u}): heads that differ in runs of
 * blanks only, where every run that varies makes up for the width of a number or name beside it.
 */
final class PrefixPadding {
    private static final String OPENING = "[(<{=:,;/|@\"'";
    private static final String CLOSING = "])>},;:/|@\"'";

    /** A head as its pieces that are no blanks, with the length of the run of blanks before each and after the last. */
    private record Spaced(LineHead head, List<Piece> pieces, List<Integer> blanks) {
        static Spaced of(LineHead head) {
            List<Piece> pieces =
                    head.pieces().stream().filter(piece -> !isBlank(piece)).toList();
            List<Integer> blanks = new ArrayList<>();
            int run = 0;
            for (Piece piece : head.pieces()) {
                if (isBlank(piece)) {
                    run++;
                } else {
                    blanks.add(run);
                    run = 0;
                }
            }
            blanks.add(run);
            return new Spaced(head, pieces, blanks);
        }

        int blanks(int run) {
            return blanks.get(run);
        }

        int width(int index) {
            return pieces.get(index).text().length();
        }

        private static boolean isBlank(Piece piece) {
            return piece.text().equals(" ");
        }
    }

    private final List<Spaced> heads;
    private final int size;
    /** For each piece its padding as an escape has it, empty if it has none. */
    private final String[] paddings;
    /** For each run how many of its blanks the prefix itself has; -1 where all have the same. */
    private final int[] own;

    private PrefixPadding(List<Spaced> heads) {
        this.heads = heads;
        this.size = heads.get(0).pieces.size();
        this.paddings = new String[size];
        this.own = new int[size + 1];
    }

    /** The shape of a head without its blanks: what differs in that is no padding. */
    static String unspaced(LineHead head) {
        return head.shape().replace(" ", "");
    }

    /** The heads without the blanks of their padding, which stands in the pieces instead; empty if it is none. */
    static Optional<List<LineHead>> unpadded(List<LineHead> heads) {
        PrefixPadding padding = new PrefixPadding(heads.stream().map(Spaced::of).toList());
        return padding.explains() ? Optional.of(padding.unpadded()) : Optional.empty();
    }

    private boolean explains() {
        Arrays.fill(paddings, "");
        boolean padded = false;
        for (int run = 0; run <= size; run++) {
            int first = heads.get(0).blanks(run);
            int at = run;
            own[run] = -1;
            if (heads.stream().anyMatch(head -> head.blanks(at) != first)) {
                padded = true;
                if (!explains(run)) {
                    return false;
                }
            }
        }
        return padded;
    }

    private boolean explains(int run) {
        int least = heads.stream().mapToInt(head -> head.blanks(run)).min().orElse(0);
        boolean left = run > 0 && isHole(run - 1) && paddings[run - 1].isEmpty();
        boolean right = run < size && isHole(run);
        boolean closed = run == size ? least == 0 : isOneOf(run, CLOSING);
        boolean opened = run == 0 || isOneOf(run - 1, OPENING);
        boolean number = right && type(run).equals("num");
        boolean before = right && fits(run, least, false, true);
        boolean after = left && fits(run, least, true, false);
        if (before && (number || !after)) {
            own[run] = opened ? 0 : Math.min(1, least);
            paddings[run] = String.valueOf(total(run, false, true) - own[run]);
        } else if (after) {
            own[run] = closed ? 0 : Math.min(1, least);
            paddings[run - 1] = "-" + (total(run, true, false) - own[run]);
        } else if (left && right && fits(run, least, true, true)) {
            int widest =
                    heads.stream().mapToInt(head -> head.width(run - 1)).max().orElse(0);
            own[run] = Math.min(1, least);
            paddings[run - 1] = "-" + widest;
            paddings[run] = String.valueOf(Math.max(1, total(run, true, true) - widest - own[run]));
        } else {
            return false;
        }
        return true;
    }

    /** Whether the run and the width beside it give the same sum, but where the width alone is more. */
    private boolean fits(int run, int least, boolean left, boolean right) {
        int total = total(run, left, right);
        return heads.stream().allMatch(head -> sum(head, run, left, right) == total || head.blanks(run) == least);
    }

    private int total(int run, boolean left, boolean right) {
        return heads.stream()
                .mapToInt(head -> sum(head, run, left, right))
                .min()
                .orElse(0);
    }

    private static int sum(Spaced head, int run, boolean left, boolean right) {
        return head.blanks(run) + (left ? head.width(run - 1) : 0) + (right ? head.width(run) : 0);
    }

    private boolean isHole(int index) {
        return !heads.get(0).pieces.get(index).isSeparator();
    }

    private String type(int index) {
        return heads.get(0).pieces.get(index).type();
    }

    private boolean isOneOf(int index, String separators) {
        return separators.contains(heads.get(0).pieces.get(index).text());
    }

    private List<LineHead> unpadded() {
        List<LineHead> unpadded = new ArrayList<>();
        for (Spaced head : heads) {
            List<Piece> pieces = new ArrayList<>();
            for (int i = 0; i <= size; i++) {
                int blanks = own[i] < 0 ? head.blanks(i) : own[i];
                for (int blank = 0; blank < blanks; blank++) {
                    pieces.add(new Piece("sep", " ", ""));
                }
                if (i < size) {
                    Piece piece = head.pieces.get(i);
                    pieces.add(new Piece(piece.type(), piece.text(), paddings[i]));
                }
            }
            unpadded.add(new LineHead(head.head.line(), head.head.part(), pieces, head.head.message()));
        }
        return unpadded;
    }
}
