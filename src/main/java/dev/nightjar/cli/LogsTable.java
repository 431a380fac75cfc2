package dev.nightjar.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * One table of the report of a log. All columns but the last are figures; the last is text.
 *
 * @param note one sentence on what the table means, empty where the title says it
 * @param bars shares between 0 and 1, one per row, or empty
 * @param more rows that are left out
 */
record LogsTable(
        String title, String note, List<String> header, List<List<String>> rows, List<Double> bars, long more) {

    LogsTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        bars = List.copyOf(bars);
    }

    /** Collects rows up to a number of them. */
    static final class Builder {
        private final String title;
        private final String note;
        private final int most;
        private final List<String> header;
        private final List<List<String>> rows = new ArrayList<>();
        private final List<Double> bars = new ArrayList<>();
        private long more;

        Builder(String title, String note, int most, String... header) {
            this.title = title;
            this.note = note;
            this.most = most;
            this.header = List.of(header);
        }

        void row(double bar, String... cells) {
            if (rows.size() < most) {
                rows.add(List.of(cells));
                bars.add(bar);
            } else {
                more++;
            }
        }

        void row(String... cells) {
            row(Double.NaN, cells);
        }

        void more(long count) {
            more += count;
        }

        LogsTable build() {
            boolean drawn = bars.stream().anyMatch(bar -> !bar.isNaN());
            return new LogsTable(title, note, header, rows, drawn ? bars : List.of(), more);
        }
    }
}
