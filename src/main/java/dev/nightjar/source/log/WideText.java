package dev.nightjar.source.log;

import java.util.Optional;

/** Recognises text of two bytes a character, which no server writes, but some shells do when they redirect. */
final class WideText {
    private static final int SAMPLE = 4096;
    private static final int FEWEST = 16;

    private WideText() {}

    /** What is wrong with bytes of a log and what to do, empty where they are no such text. */
    static Optional<String> problem(byte[] bytes, int from, int to) {
        return encoding(bytes, from, to)
                .map(encoding -> "is " + encoding + " text, which no server writes (PowerShell's > makes it);"
                        + " convert it with iconv -f " + encoding + " -t UTF-8 and read what that gives");
    }

    private static Optional<String> encoding(byte[] bytes, int from, int to) {
        int length = Math.min(SAMPLE, to - from);
        if (length >= 2 && ((bytes[from] & bytes[from + 1] & 0xfe) == 0xfe) && bytes[from] != bytes[from + 1]) {
            return Optional.of("UTF-16");
        }
        if (length < FEWEST) {
            return Optional.empty();
        }
        int[] zeros = new int[2];
        for (int i = 0; i < length; i++) {
            zeros[i & 1] += bytes[from + i] == 0 ? 1 : 0;
        }
        int half = length / 2;
        // Mostly letters of English messages: one byte of the two is zero, the other one is not.
        if (zeros[1] > half * 3 / 4 && zeros[0] < half / 4) {
            return Optional.of("UTF-16LE");
        }
        return zeros[0] > half * 3 / 4 && zeros[1] < half / 4 ? Optional.of("UTF-16BE") : Optional.empty();
    }
}
