package dev.nightjar.source.log.plan;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.sql.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells plans apart by their shape: nodes, relations and indexes, without costs, row counts and constants. A plan is read into a tree
 * only once for each text that differs by more than its numbers and strings. One per worker; not thread-safe.
 */
public final class PlanShapes {
    private static final int MOST_KNOWN = 5000;
    /** Ends what the line of a node says of its shape, in text. */
    private static final byte[] COST = ByteSearch.ascii("(cost=");

    private static final byte[] ANY_COST = ByteSearch.ascii("(cost=0.00..0.00 rows=0 width=0)\n");

    private final Map<Long, Long> byText = new HashMap<>();
    private byte[] bare = new byte[4096];

    /** The shape of a plan as auto_explain logged it, without its query: the same in every process and release. */
    public long of(Slice plan) {
        int inText = nodes(plan.bytes, plan.from, plan.to);
        if (inText > 0) {
            return known(inText, () -> new String(bare, 0, inText, StandardCharsets.UTF_8));
        }
        int to = (int) Math.min(plan.to, plan.from + (long) PlanTexts.LONGEST);
        return known(strip(plan.bytes, plan.from, to), () -> plan.text(PlanTexts.LONGEST));
    }

    /** The shape of a plan by its bare text, which is in {@link #bare}. */
    private long known(int size, Supplier<String> plan) {
        long text = XxHash64.hash(bare, 0, size);
        Long known = byText.get(text);
        if (known == null) {
            if (byText.size() == MOST_KNOWN) {
                byText.clear();
            }
            byte[] shape = PlanTexts.tree(plan.get()).shape().getBytes(StandardCharsets.UTF_8);
            known = XxHash64.hash(shape, 0, shape.length);
            byText.put(text, known);
        }
        return known;
    }

    /** Copies the nodes of a plan in text without costs and conditions, however long; nothing of one in another format. */
    private int nodes(byte[] bytes, int from, int to) {
        room(to - from);
        int size = 0;
        int line = from;
        while (line < to) {
            int cost = ByteSearch.find(bytes, line, to, COST);
            if (cost < 0) {
                return size;
            }
            int start = cost;
            while (start > line && bytes[start - 1] != '\n') {
                start--;
            }
            room(size + cost - start + ANY_COST.length);
            System.arraycopy(bytes, start, bare, size, cost - start);
            size += cost - start;
            System.arraycopy(ANY_COST, 0, bare, size, ANY_COST.length);
            size += ANY_COST.length;
            line = ByteSearch.find(bytes, cost, to, (byte) '\n') + 1;
        }
        return size;
    }

    private void room(int size) {
        if (bare.length < size) {
            bare = Arrays.copyOf(bare, 2 * size);
        }
    }

    /** Copies what is no number and in no string; digits in names stay, they tell one index from another. */
    private int strip(byte[] bytes, int from, int to) {
        room(to - from);
        int size = 0;
        boolean inString = false;
        boolean inNumber = false;
        byte before = ' ';
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            boolean digit = b >= '0' && b <= '9';
            inNumber = digit ? inNumber || !isName(before) : inNumber && b == '.';
            if (b == '\'') {
                inString = !inString;
            } else if (!inString && !inNumber) {
                bare[size++] = b;
            }
            before = b;
        }
        return size;
    }

    private static boolean isName(byte b) {
        return b < 0 || b == '_' || b == '$' || (b >= '0' && b <= '9') || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z');
    }
}
