package dev.nightjar.advise.index.shadow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first pages of a B-tree file that make an empty index look as high as a full one. The planner charges each
 * descent by the height that the metapage names, and may walk the tree for a column's smallest and largest value, so
 * the root and one empty leaf below it must be valid pages.
 *
 * <p>Layout: PostgreSQL's {@code bufpage.h}, {@code nbtree.h}, {@code itup.h}; the same in 13 to 18.
 */
final class BtreePages {
    static final int BLOCK = 8192;

    private static final int PAGE_HEADER = 24;
    private static final int SPECIAL = BLOCK - 16;
    private static final int META_ROOT_OFFSET = 32;
    private static final int LEAF = 1;
    private static final int ROOT = 2;
    private static final int TUPLE = 8;
    private static final int ITEM_USED = 1;
    /** Pivot tuple (INDEX_ALT_TID_MASK) of eight bytes: minus infinity. */
    private static final short PIVOT = (short) 0x2008;

    private BtreePages() {}

    /** What belongs at byte 32 of the file: root, level, fast root, fast level. */
    static ByteBuffer metapageRoot(int height) {
        ByteBuffer meta = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        meta.putInt(1).putInt(height).putInt(1).putInt(height);
        return meta.flip();
    }

    static int metapageRootOffset() {
        return META_ROOT_OFFSET;
    }

    /** Blocks 1 and following: the root, and a leaf below it when the height is not 0. */
    static ByteBuffer pages(int height) {
        ByteBuffer pages = ByteBuffer.allocate(height == 0 ? BLOCK : 2 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        if (height == 0) {
            page(pages, 0, 0, LEAF | ROOT, false);
        } else {
            page(pages, 0, height, ROOT, true);
            page(pages, BLOCK, 0, LEAF, false);
        }
        return pages.position(0);
    }

    private static void page(ByteBuffer pages, int at, int level, int flags, boolean downlink) {
        int tuple = SPECIAL - TUPLE;
        pages.putShort(at + 12, (short) (downlink ? PAGE_HEADER + 4 : PAGE_HEADER));
        pages.putShort(at + 14, (short) (downlink ? tuple : SPECIAL));
        pages.putShort(at + 16, (short) SPECIAL);
        pages.putShort(at + 18, (short) (BLOCK | 4));
        if (downlink) {
            pages.putInt(at + PAGE_HEADER, tuple | ITEM_USED << 15 | TUPLE << 17);
            pages.putShort(at + tuple, (short) 0);
            pages.putShort(at + tuple + 2, (short) 2);
            pages.putShort(at + tuple + 4, (short) 0);
            pages.putShort(at + tuple + 6, PIVOT);
        }
        pages.putInt(at + SPECIAL + 8, level);
        pages.putShort(at + SPECIAL + 12, (short) flags);
    }
}
