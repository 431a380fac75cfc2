package dev.nightjar.source.log;

/** Session ids ({@code 6b018671.4319}: start in seconds and process, hexadecimal) and virtual transactions as longs. */
final class SessionIds {
    private SessionIds() {}

    static boolean isPart(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || b == '.';
    }

    /** Start seconds and process of the id at {@code from}, or 0 if none is there. */
    static long parse(byte[] bytes, int from, int to) {
        long start = 0;
        int at = from;
        while (at < to && hex(bytes[at]) >= 0 && at - from < 9) {
            start = (start << 4) | hex(bytes[at]);
            at++;
        }
        if (at == from || at >= to || bytes[at] != '.') {
            return 0;
        }
        int dot = at++;
        long pid = 0;
        while (at < to && hex(bytes[at]) >= 0 && at - dot < 9) {
            pid = (pid << 4) | hex(bytes[at]);
            at++;
        }
        return at == dot + 1 ? 0 : (start << 32) | (pid & 0xffffffffL);
    }

    static int pid(long sessionId) {
        return (int) sessionId;
    }

    static long startSeconds(long sessionId) {
        return sessionId >>> 32;
    }

    /** The virtual transaction {@code backend/local}; 0 where local is 0, which is outside of any. */
    static long transaction(long backend, long local) {
        return local == 0 ? 0 : (backend << 40) ^ local ^ (Long.MIN_VALUE >>> 1);
    }

    /** {@code 4/123} at {@code from}; 0 where empty. */
    static long transaction(byte[] bytes, int from, int to) {
        long backend = 0;
        long local = 0;
        boolean afterSlash = false;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '/') {
                afterSlash = true;
            } else if (b < '0' || b > '9') {
                return 0;
            } else if (afterSlash) {
                local = local * 10 + (b - '0');
            } else {
                backend = backend * 10 + (b - '0');
            }
        }
        return transaction(backend, local);
    }

    private static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
    }
}
