package dev.nightjar.source.postgres;

import dev.nightjar.model.schema.CollationDefinition;
import dev.nightjar.model.schema.ColumnDefinition;
import dev.nightjar.model.schema.ColumnStatistics;
import dev.nightjar.model.schema.ConstraintDefinition;
import dev.nightjar.model.schema.DatabaseFacts;
import dev.nightjar.model.schema.ExtendedStatistics;
import dev.nightjar.model.schema.ExtensionDefinition;
import dev.nightjar.model.schema.FunctionDefinition;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.PlannerSetting;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.schema.SequenceDefinition;
import dev.nightjar.model.schema.TableActivity;
import dev.nightjar.model.schema.TableDefinition;
import dev.nightjar.model.schema.TypeDefinition;
import dev.nightjar.model.schema.ViewDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a target's schema, statistics and planner settings from its catalogs, one query per kind of thing
 * ({@code sql/collect/schema-*.sql}), in one read-only transaction that is rolled back.
 *
 * <p>Works with {@code pg_monitor} and the functions of {@code sql/grants.sql}; without those, with the statistics of
 * the tables that the role may read. What could not be read is in {@link SchemaSnapshot#unreadable()}.
 */
public final class SchemaReader {

    private static final String SESSION = """
            SET LOCAL search_path = '';
            SET LOCAL datestyle = 'ISO, MDY';
            SET LOCAL timezone = 'UTC';
            SET LOCAL intervalstyle = 'postgres';
            SET LOCAL extra_float_digits = 3;
            SET LOCAL lock_timeout = '2s';
            """;

    private final InstantSource clock;

    public SchemaReader(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Reads the database that the connection is to. The connection's own statement timeout bounds each query.
     *
     * @throws SQLException when the catalogs themselves cannot be read
     */
    public SchemaSnapshot read(Connection target) throws SQLException {
        boolean autoCommit = target.getAutoCommit();
        target.setAutoCommit(false);
        try (CatalogQueries catalog = new CatalogQueries(target)) {
            catalog.execute("SET TRANSACTION READ ONLY");
            catalog.execute(SESSION);
            return read(catalog);
        } finally {
            target.rollback();
            target.setAutoCommit(autoCommit);
        }
    }

    private SchemaSnapshot read(CatalogQueries catalog) throws SQLException {
        List<String> unreadable = new ArrayList<>();
        DatabaseFacts database = catalog.list(
                        "schema-database",
                        row -> new DatabaseFacts(
                                row.text("name"),
                                row.integer("version_number"),
                                row.text("version"),
                                row.text("encoding"),
                                row.text("locale_provider"),
                                row.text("collate"),
                                row.number("statistics_days")))
                .get(0);
        return new SchemaSnapshot(
                clock.instant(),
                database,
                catalog.list("schema-schemas", row -> row.text("name")),
                catalog.list(
                        "schema-extensions",
                        row -> new ExtensionDefinition(row.text("name"), row.text("schema"), row.text("version"))),
                catalog.list(
                        "schema-collations",
                        row -> new CollationDefinition(
                                row.name("schema", "name"),
                                row.text("provider"),
                                row.text("locale"),
                                row.flag("deterministic"))),
                catalog.list(
                        "schema-types", row -> new TypeDefinition(row.name("schema", "name"), row.text("definition"))),
                catalog.list(
                        "schema-functions",
                        row -> new FunctionDefinition(row.name("schema", "name"), row.text("definition"))),
                catalog.list(
                        "schema-sequences",
                        row -> new SequenceDefinition(row.name("schema", "name"), row.text("type"))),
                tables(catalog),
                constraints(catalog),
                indexes(catalog),
                catalog.list("schema-views", row -> new ViewDefinition(row.name("schema", "name"), row.text("query"))),
                extendedStatistics(catalog, unreadable),
                columnStatistics(catalog, database, unreadable),
                settings(catalog),
                unreadable);
    }

    private static List<TableDefinition> tables(CatalogQueries catalog) throws SQLException {
        Map<Long, List<ColumnDefinition>> columns = new HashMap<>();
        catalog.forEach(
                "schema-columns",
                row -> columns.computeIfAbsent(row.wide("oid"), oid -> new ArrayList<>())
                        .add(new ColumnDefinition(
                                row.integer("number"),
                                row.text("name"),
                                row.flag("dropped"),
                                row.text("type"),
                                row.flag("not_null"),
                                row.maybeName("collation_schema", "collation_name"),
                                row.maybe("default_expression"),
                                row.text("generated"),
                                row.maybe("statistics_target").map(Integer::valueOf))));
        return catalog.list(
                "schema-tables",
                row -> new TableDefinition(
                        row.name("schema", "name"),
                        row.text("kind"),
                        columns.getOrDefault(row.wide("oid"), List.of()),
                        row.texts("options"),
                        row.maybe("partition_key"),
                        row.maybe("partition_bound"),
                        row.names("parent_schemas", "parent_names"),
                        row.wide("bytes"),
                        row.wide("pages"),
                        row.number("tuples"),
                        row.wide("all_visible_pages"),
                        new TableActivity(
                                row.wide("inserted"),
                                row.wide("updated"),
                                row.wide("hot_updated"),
                                row.wide("deleted"),
                                row.wide("sequential_scans"))));
    }

    private static List<ConstraintDefinition> constraints(CatalogQueries catalog) throws SQLException {
        return catalog.list(
                "schema-constraints",
                row -> new ConstraintDefinition(
                        row.text("name"),
                        row.name("schema", "table_name"),
                        row.text("type"),
                        row.text("definition"),
                        row.texts("columns"),
                        row.maybeName("referenced_schema", "referenced_name"),
                        row.texts("referenced_columns"),
                        row.maybeName("index_schema", "index_name"),
                        row.flag("inherited"),
                        row.text("on_delete"),
                        row.flag("validated")));
    }

    private static List<IndexDefinition> indexes(CatalogQueries catalog) throws SQLException {
        return catalog.list(
                "schema-indexes",
                row -> new IndexDefinition(
                        row.name("schema", "name"),
                        row.name("table_schema", "table_name"),
                        row.text("method"),
                        row.text("definition"),
                        row.texts("keys"),
                        row.texts("includes"),
                        row.texts("key_shapes"),
                        row.maybe("predicate"),
                        row.flag("unique"),
                        row.flag("primary"),
                        row.flag("exclusion"),
                        row.flag("valid"),
                        row.flag("clustered"),
                        row.flag("replica_identity"),
                        row.flag("backs_constraint"),
                        row.maybeName("parent_schema", "parent_name"),
                        row.wide("bytes"),
                        row.wide("pages"),
                        row.number("tuples"),
                        row.wide("scans")));
    }

    private static List<ExtendedStatistics> extendedStatistics(CatalogQueries catalog, List<String> unreadable)
            throws SQLException {
        record Held(
                boolean inherited,
                Optional<String> distinct,
                Optional<String> dependencies,
                Optional<String> mostCommon) {}
        Map<String, Held> held = new HashMap<>();
        String data = "schema-extended-statistics-data";
        if (!catalog.permits(data)) {
            data = "schema-extended-statistics-data-direct";
        }
        if (!catalog.permits(data)) {
            data = "schema-extended-statistics-data-view";
            if (!catalog.list("schema-extended-statistics", row -> row.text("name"))
                    .isEmpty()) {
                unreadable.add("The most common combinations of extended statistics");
            }
        }
        catalog.forEach(
                data,
                row -> held.put(
                        row.name("schema", "name").toString(),
                        new Held(
                                row.flag("inherited"),
                                row.maybe("distinct_hex"),
                                row.maybe("dependencies_hex"),
                                row.maybe("most_common_hex"))));
        Held nothing = new Held(false, Optional.empty(), Optional.empty(), Optional.empty());
        return catalog.list("schema-extended-statistics", row -> {
            Held found = held.getOrDefault(row.name("schema", "name").toString(), nothing);
            return new ExtendedStatistics(
                    row.name("schema", "name"),
                    row.name("table_schema", "table_name"),
                    row.text("definition"),
                    found.inherited(),
                    found.distinct(),
                    found.dependencies(),
                    found.mostCommon());
        });
    }

    private static List<ColumnStatistics> columnStatistics(
            CatalogQueries catalog, DatabaseFacts database, List<String> unreadable) throws SQLException {
        String query = "schema-column-statistics";
        if (!catalog.permits(query)) {
            query = database.major() >= 17 ? "schema-column-statistics-view-17" : "schema-column-statistics-view";
            long hidden = catalog.list("schema-hidden-tables", row -> row.wide("hidden"))
                    .get(0);
            if (hidden > 0) {
                unreadable.add("Column statistics of " + hidden + " tables that the role may not read: their statements"
                        + " are planned with default statistics");
            }
        }
        return catalog.list(
                query,
                row -> new ColumnStatistics(
                        row.name("schema", "relation"),
                        row.flag("of_index"),
                        row.text("column"),
                        row.integer("number"),
                        row.flag("inherited"),
                        row.number("null_frac"),
                        row.integer("avg_width"),
                        row.number("n_distinct"),
                        row.maybe("most_common_vals"),
                        row.numbers("most_common_freqs"),
                        row.maybe("histogram_bounds"),
                        row.number("correlation"),
                        row.maybe("most_common_elems"),
                        row.numbers("most_common_elem_freqs"),
                        row.numbers("elem_count_histogram"),
                        row.maybe("range_length_histogram"),
                        row.number("range_empty_frac"),
                        row.maybe("range_bounds_histogram")));
    }

    private static List<PlannerSetting> settings(CatalogQueries catalog) throws SQLException {
        return catalog.list("schema-settings", row -> {
            String assignment = row.text("assignment");
            int equals = assignment.indexOf('=');
            return new PlannerSetting(assignment.substring(0, equals), assignment.substring(equals + 1));
        });
    }
}
