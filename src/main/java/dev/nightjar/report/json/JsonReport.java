package dev.nightjar.report.json;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.report.FindingHistory;
import dev.nightjar.report.Report;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes a report as JSON. Members are in the order of the records, lists in the report's own order, so the same report
 * gives the same bytes on every machine. What is unknown is {@code null}; times are ISO 8601 in UTC.
 */
public final class JsonReport {
    /** More digits than any measurement has, and few enough to hide the last bits of a sum. */
    private static final MathContext DIGITS = new MathContext(9);

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule("report")
                    .addSerializer(Double.class, new Figures())
                    .addSerializer(double.class, new Figures())
                    .addSerializer(Fingerprint.class, new Text<>())
                    .addSerializer(FindingHistory.Status.class, new LowerCase<>())
                    .addSerializer(Enum.class, new LowerCase<>()))
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public String write(Report report) {
        return mapper.writeValueAsString(report) + "\n";
    }

    private static final class Figures extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            if (value.isNaN() || value.isInfinite()) {
                out.writeNull();
            } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                out.writeNumber(value.longValue());
            } else {
                out.writeNumber(new BigDecimal(value).round(DIGITS).stripTrailingZeros());
            }
        }
    }

    private static final class Text<T> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class LowerCase<T> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString().toLowerCase(Locale.ROOT));
        }
    }
}
