package dev.nightjar.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A row that is about to be written: the moment at which a run is held, to be killed there. */
record GatePoint(String table, boolean insert, Map<String, String> values) {

    GatePoint {
        values = new TreeMap<>(values);
    }

    /** A step is done, its results are saved, but that it is done is not: the worst moment. */
    static GatePoint endOf(String step) {
        return new GatePoint("batch_step_execution", false, Map.of("step_name", step, "status", "COMPLETED"));
    }

    /** A step is about to begin. */
    static GatePoint beginOf(String step) {
        return new GatePoint("batch_step_execution", true, Map.of("step_name", step));
    }

    static GatePoint inserting(String table, Map<String, String> values) {
        return new GatePoint(table, true, values);
    }

    static GatePoint updating(String table) {
        return new GatePoint(table, false, Map.of());
    }

    boolean matches(String ofTable, boolean ofInsert, Map<String, String> row) {
        return table.equals(ofTable)
                && insert == ofInsert
                && values.entrySet().stream().allMatch(entry -> entry.getValue().equals(row.get(entry.getKey())));
    }

    /** In a form that {@link #parse} reads. */
    String written() {
        return table + ";" + insert
                + values.entrySet().stream()
                        .map(entry -> ";" + entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining());
    }

    static GatePoint parse(String written) {
        String[] parts = written.split(";", -1);
        Map<String, String> values = new TreeMap<>();
        for (int i = 2; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            values.put(pair[0], pair[1]);
        }
        return new GatePoint(parts[0], Boolean.parseBoolean(parts[1]), values);
    }
}
