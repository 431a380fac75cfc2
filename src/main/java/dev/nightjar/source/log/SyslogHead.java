package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import java.util.List;

/**
 * What stands before the text of a syslog line: time, process and {@code [record-part]}, in the traditional file format,
 * RFC 5424 and Heroku's drain. Reused.
 */
final class SyslogHead {
    int pid;
    /** Which machine, or at Heroku which database, logged it; empty where the head does not tell. */
    String host = "";
    /** Number of the record, counted by its process. */
    long record;
    /** Number of the part within the record, from 1. */
    long part;
    /** Where the text starts. */
    int text;

    int timeStart;
    int timeEnd;

    /** Whether it has a time with a year. */
    boolean hasTime() {
        return timeEnd > timeStart;
    }

    /** Reads the head of the line {@code bytes[from, to)}; false where it has none. */
    boolean read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = ByteSearch.find(bytes, at, to, (byte) '[');
            int end = numbers(bytes, at + 1, to);
            if (end > 0 && at > from && bytes[at - 1] == ' ') {
                text = end;
                pid = process(bytes, from, at);
                time(bytes, from, at);
                host(bytes, at);
                return true;
            }
            at++;
        }
        return false;
    }

    private int numbers(byte[] bytes, int from, int to) {
        int at = from;
        long first = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            first = first * 10 + (bytes[at++] - '0');
        }
        if (at == from || at >= to || bytes[at] != '-') {
            return -1;
        }
        int dash = at++;
        long second = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            second = second * 10 + (bytes[at++] - '0');
        }
        if (at == dash + 1 || at >= to || bytes[at] != ']') {
            return -1;
        }
        record = first;
        part = second;
        return at + 1 < to && bytes[at + 1] == ' ' ? at + 2 : at + 1;
    }

    /** {@code postgres[17215]:}, {@code app[postgres.17215]:}, or RFC 5424's field after the program. */
    private static int process(byte[] bytes, int from, int to) {
        String head = Slice.decode(bytes, from, to);
        int close = head.indexOf("]: ");
        int end = close >= 0 ? close : head.length();
        int digits = end;
        while (digits > 0 && Character.isDigit(head.charAt(digits - 1))) {
            digits--;
        }
        if (close >= 0 && digits < end) {
            return parse(head.substring(digits, end));
        }
        List<String> fields = List.of(head.split(" ", -1));
        for (int i = fields.size() - 1; i > 2; i--) {
            if (!fields.get(i).isEmpty() && fields.get(i).chars().allMatch(Character::isDigit)) {
                return parse(fields.get(i));
            }
        }
        return 0;
    }

    private static int parse(String digits) {
        return digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }

    private void time(byte[] bytes, int from, int to) {
        int at = from;
        if (bytes[at] == '<') {
            at = ByteSearch.find(bytes, at, to, (byte) '>') + 1;
            if (at + 1 < to && bytes[at + 1] == ' ') {
                at += 2;
            }
        }
        timeStart = at;
        timeEnd = at + 10 < to && bytes[at + 4] == '-' && bytes[at + 10] == 'T'
                ? ByteSearch.find(bytes, at, to, (byte) ' ')
                : at;
    }

    /** The word after the time; Heroku has none, but names the database before the record. */
    private void host(byte[] bytes, int to) {
        int at = timeEnd;
        if (!hasTime()) {
            // Month, day, time of day.
            at = timeStart;
            for (int word = 0; word < 3; word++) {
                at = afterWord(bytes, afterBlanks(bytes, at, to), to);
            }
        }
        int start = afterBlanks(bytes, at, to);
        int end = afterWord(bytes, start, to);
        if (ByteSearch.find(bytes, start, end, (byte) '[') < end) {
            start = afterBlanks(bytes, end, to);
            end = to;
        }
        if (!isHost(bytes, start, end)) {
            host = Slice.decode(bytes, start, end);
        }
    }

    /** Whether it is the last one again, as it is nearly always. */
    private boolean isHost(byte[] bytes, int from, int to) {
        if (to - from != host.length()) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int afterBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        return at;
    }

    private static int afterWord(byte[] bytes, int from, int to) {
        return ByteSearch.find(bytes, from, to, (byte) ' ');
    }
}
