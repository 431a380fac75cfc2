package dev.nightjar.source.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads files of metric samples, plain or gzipped: CSV in long form ({@code series,at,value}), with one column per metric
 * ({@code at,metric…}) or with one line per series (name, then a value per day, no header); JSON lines with the members
 * {@code series}, {@code at}, {@code value}; JSON of the Turing change point data; OpenMetrics text.
 */
public final class MetricFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Tablesaw is for tables of thousands of rows; a file beyond this belongs into the store first. */
    private static final long LARGEST_BYTES = 400L << 20;

    private MetricFile() {}

    /**
     * Reads a file, or all metric files below a folder. In a folder a series is named after its file where the file does not
     * name it, with the path inside the folder.
     *
     * @throws MetricFileException when the file, or every file of the folder, is none of the known formats
     */
    public static List<MetricSeries> read(Path path) {
        if (!Files.exists(path)) {
            throw new MetricFileException(path + " does not exist; name a file or folder of metric samples.");
        }
        if (!Files.isDirectory(path)) {
            List<MetricSeries> series = readOne(path, bareName(path.getFileName()));
            if (series.isEmpty()) {
                throw new MetricFileException(path + " holds no samples in a known format; give CSV with the header"
                        + " series,at,value or at,metric…, JSON lines or OpenMetrics text.");
            }
            return series;
        }
        List<MetricSeries> all = new ArrayList<>();
        for (Path file : filesBelow(path)) {
            all.addAll(readOne(file, bareName(path.normalize().relativize(file))));
        }
        if (all.isEmpty()) {
            throw new MetricFileException("No file below " + path + " holds metric samples; name another folder.");
        }
        return List.copyOf(all);
    }

    private static List<Path> filesBelow(Path folder) {
        // The folder itself may be a link; links inside it could lead in circles.
        try (Stream<Path> files = Files.walk(folder.resolve("."))) {
            return files.map(Path::normalize)
                    .filter(Files::isRegularFile)
                    .filter(file -> bareName(file.getFileName()).matches("(?i).*\\.(csv|json|jsonl|prom|om|txt)"))
                    .filter(file -> !bareName(file.getFileName()).matches("(?i)(license|readme).*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MetricFileException("The folder " + folder + " could not be listed: " + e.getMessage() + ".", e);
        }
    }

    private static String bareName(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    private static List<MetricSeries> readOne(Path file, String name) {
        String text = text(file);
        try {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".json")) {
                return turing(JSON.readTree(text), name);
            }
            if (lower.endsWith(".jsonl")) {
                return jsonLines(text);
            }
            return lower.endsWith(".prom") || lower.endsWith(".om") || lower.endsWith(".txt")
                    ? OpenMetricsText.read(text)
                    : csv(text, name);
        } catch (JacksonException e) {
            throw new MetricFileException(
                    file + " is not JSON (" + e.getOriginalMessage() + "); repair it or leave it out.", e);
        } catch (RuntimeException e) {
            throw e instanceof MetricFileException known
                    ? known
                    : new MetricFileException(file + " could not be read as a table: " + e.getMessage() + ".", e);
        }
    }

    private static String text(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new MetricFileException(file + " is larger than " + (LARGEST_BYTES >> 20)
                        + " MB; import it into the store with: nightjar import.");
            }
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[1 << 16];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.append(buffer, 0, n);
            }
            return text.toString();
        } catch (IOException e) {
            throw new MetricFileException(file + " could not be read to its end: " + e.getMessage() + ".", e);
        }
    }

    private static List<MetricSeries> turing(JsonNode root, String name) {
        JsonNode dimensions = root.path("series");
        if (!dimensions.isArray()
                || dimensions.isEmpty()
                || !dimensions.get(0).path("raw").isArray()) {
            return List.of();
        }
        double[][] values = new double[dimensions.size()][];
        for (int d = 0; d < values.length; d++) {
            JsonNode raw = dimensions.get(d).path("raw");
            values[d] = new double[raw.size()];
            for (int i = 0; i < raw.size(); i++) {
                values[d][i] = raw.get(i).isNumber() ? raw.get(i).asDouble() : Double.NaN;
            }
        }
        int[] rows = new int[values[0].length];
        Arrays.setAll(rows, i -> i);
        return List.of(new MetricSeries(root.path("name").asString(name), new double[0], values, rows));
    }

    private static List<MetricSeries> jsonLines(String text) {
        SeriesCollector collector = new SeriesCollector();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            JsonNode node = JSON.readTree(line);
            JsonNode at = node.path("at");
            if (node.has("value")) {
                collector.add(
                        node.path("series").asString("value"),
                        SampleTime.seconds(at.asString("")),
                        node.path("value").isNumber() ? node.path("value").asDouble() : Double.NaN);
            }
        });
        return collector.series();
    }

    private static List<MetricSeries> csv(String text, String name) {
        String first = text.lines().findFirst().orElse("");
        String[] cells = first.split(",", -1);
        if (cells.length < 2) {
            return List.of();
        }
        boolean header = Double.isNaN(SampleTime.number(cells[1])) && !cells[1].isBlank();
        Table table = Table.read()
                .usingOptions(CsvReadOptions.builder(new StringReader(text))
                        .header(header)
                        .columnTypes(allText(cells.length))
                        .missingValueIndicator("")
                        .maxCharsPerColumn(1 << 16)
                        .build());
        if (!header) {
            return onePerLine(table);
        }
        SeriesCollector collector = new SeriesCollector();
        List<String> names = table.columnNames().stream()
                .map(c -> c.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (names.size() == 3 && names.equals(List.of("series", "at", "value"))) {
            for (int row = 0; row < table.rowCount(); row++) {
                collector.add(
                        cell(table, row, 0),
                        SampleTime.seconds(cell(table, row, 1)),
                        SampleTime.number(cell(table, row, 2)));
            }
            return collector.series();
        }
        for (int c = 1; c < table.columnCount(); c++) {
            String column = table.column(c).name().strip();
            String series = column.equalsIgnoreCase("value") && table.columnCount() == 2 ? name : column;
            for (int row = 0; row < table.rowCount(); row++) {
                collector.add(series, SampleTime.seconds(cell(table, row, 0)), SampleTime.number(cell(table, row, c)));
            }
        }
        return collector.series();
    }

    private static List<MetricSeries> onePerLine(Table table) {
        SeriesCollector collector = new SeriesCollector();
        for (int row = 0; row < table.rowCount(); row++) {
            for (int c = 1; c < table.columnCount(); c++) {
                collector.add(cell(table, row, 0), Double.NaN, SampleTime.number(cell(table, row, c)));
            }
        }
        return collector.series();
    }

    private static ColumnType[] allText(int columns) {
        ColumnType[] types = new ColumnType[columns];
        Arrays.fill(types, ColumnType.STRING);
        return types;
    }

    private static String cell(Table table, int row, int column) {
        Column<?> cells = table.column(column);
        return cells.isMissing(row) ? "" : cells.getString(row);
    }
}
