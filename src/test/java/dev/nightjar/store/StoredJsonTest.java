package dev.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Finding;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.schema.SchemaSnapshot;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredJsonTest {
    private final StoredJson json = new StoredJson();

    static Stream<Class<?>> storedRecords() {
        return Stream.of(
                ServerFacts.class,
                RedisFacts.class,
                SchemaSnapshot.class,
                LogSummary.class,
                PoolSamples.class,
                Finding.class,
                RankedRecommendation.class,
                MissingInput.class);
    }

    @ParameterizedTest
    @MethodSource("storedRecords")
    void aStoredRecordComesBackEqual(Class<?> type) {
        for (double figure : new double[] {1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            Object original = filled(type, figure);

            assertThat((Object) json.read(json.write(original), type)).isEqualTo(original);
        }
    }

    /** A record whose every component has a value that is not its type's default. */
    private static Object filled(Type type, double figure) {
        if (type instanceof ParameterizedType generic) {
            return filledGeneric(generic, figure);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return filledRecord(plain, figure);
        }
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[constants.length - 1];
        }
        return switch (plain.getSimpleName()) {
            case "String" -> "a \"text\" of ünïcode";
            case "boolean" -> true;
            case "int", "Integer" -> 7;
            case "long", "Long" -> Long.MIN_VALUE;
            case "float" -> (float) figure;
            case "double", "Double" -> figure;
            case "Instant" -> Instant.parse("2026-03-02T12:00:00.123456Z");
            default -> throw new AssertionError("give this test a value of " + plain);
        };
    }

    private static Object filledGeneric(ParameterizedType generic, double figure) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] of = generic.getActualTypeArguments();
        if (raw == Optional.class) {
            return Optional.of(filled(of[0], figure));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return new TreeMap<>(Map.of("key", filled(of[1], figure)));
        }
        if (raw == Set.class) {
            return Set.of(filled(of[0], figure));
        }
        assertThat(Collection.class.isAssignableFrom(raw)).as(raw.toString()).isTrue();
        return List.of(filled(of[0], figure));
    }

    private static Object filledRecord(Class<?> type, double figure) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = filled(components[i].getGenericType(), figure);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " cannot be made", e);
        }
    }
}
