package dev.nightjar.advise.index.shadow;

import dev.nightjar.embedded.EmbeddedServerException;
import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.schema.TableDefinition;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Answers what a statement would cost on the target, as it is or with other indexes, from a private server that holds
 * the target's schema, settings and statistics and none of its rows.
 *
 * <p>Relations are files as long as the target's that use no disk; hypothetical indexes are real, empty ones of
 * modelled size that are switched on for one EXPLAIN and off again. With the target's own major version the costs are
 * the target's; about 0.3 ms a plan. Not for several threads at once.
 */
public final class ShadowPlanner implements AutoCloseable {
    private static final int RESTORES_SINCE = 18;
    private static final int FLIPS_BEFORE_VACUUM = 10_000;

    private final SchemaSnapshot schema;
    private final SchemaLookup lookup;
    private final ShadowServer server;
    private final List<NotRecreated> missing;
    private final Map<String, String> settings;
    private final PlanReader reader = new PlanReader();
    private final Map<IndexSpec, ShadowIndex> hypothetical = new HashMap<>();
    private final String version;
    private RelationCatalog catalog;
    private Connection planner;
    private PreparedStatement plan;
    private long calls;
    private long flips;

    private ShadowPlanner(SchemaSnapshot schema, ShadowServer server, List<NotRecreated> missing) throws SQLException {
        this.schema = schema;
        this.lookup = new SchemaLookup(schema);
        this.server = server;
        this.missing = missing;
        this.settings = PlannerSettings.of(schema, server.major());
        this.version = server.version();
        this.catalog = RelationCatalog.read(server.superuser());
        this.planner = server.planner(settings);
        this.plan = planner.prepareStatement("SELECT " + ShadowServer.OWN_SCHEMA + ".plan(?, ?, ?)");
    }

    /**
     * Starts a private server and recreates the target in it: about two seconds, and 2 ms per table.
     *
     * @param binaries of 18 or later; for older ones, which cannot restore statistics, the bundled ones are taken
     * @throws ShadowException when the server does not start or fails
     */
    public static ShadowPlanner build(SchemaSnapshot schema, PostgresBinaries binaries) {
        List<NotRecreated> missing = new ArrayList<>();
        try {
            PostgresBinaries able = binaries.major() >= RESTORES_SINCE ? binaries : PostgresBinaries.bundled();
            ShadowServer server = ShadowServer.start(able, schema, missing);
            try (Connection builder = server.builder()) {
                missing.addAll(new SchemaRecreation(builder).run(SchemaScript.of(schema)));
                schema.tables().stream()
                        .filter(table -> table.kind().equals("f"))
                        .forEach(table -> missing.add(new NotRecreated(
                                table.name().toString(), "a foreign table is planned by its wrapper")));
                new StatisticsRestore(builder).run(schema);
                ExtendedStatisticsRestore.run(server.superuser(), schema.extendedStatistics());
                ShadowPlanner shadow = new ShadowPlanner(schema, server, missing);
                shadow.giveSizes();
                shadow.invalidate(schema.indexes().stream()
                        .filter(index -> !index.valid())
                        .map(IndexDefinition::name)
                        .toList());
                return shadow;
            } catch (SQLException | IOException | RuntimeException failed) {
                server.close();
                throw failed;
            }
        } catch (SQLException | IOException | EmbeddedServerException failed) {
            throw new ShadowException(
                    "The shadow of database " + schema.database().name() + " could not be built; the server says: "
                            + failed.getMessage(),
                    failed);
        }
    }

    /** What the shadow lacks. */
    public List<NotRecreated> notRecreated() {
        return List.copyOf(missing);
    }

    /** What stands behind its answers, e.g. {@code PostgreSQL 18.6 shadow}. */
    public String description() {
        return "PostgreSQL " + version + " shadow";
    }

    public int major() {
        return server.major();
    }

    public SchemaSnapshot schema() {
        return schema;
    }

    /** The same by name. */
    public SchemaLookup lookup() {
        return lookup;
    }

    /** How many plans were asked for so far. */
    public long calls() {
        return calls;
    }

    /** Plans a statement with the target's own indexes; it may have parameters ({@code $1}). */
    public Plan plan(String statement) {
        return plan(statement, WhatIf.AS_IS);
    }

    /**
     * Plans a statement with a configuration of indexes.
     *
     * @throws NotPlannableException when PostgreSQL refuses the statement
     */
    public Plan plan(String statement, WhatIf configuration) {
        return plan(PlanFunction.EXPLAIN, statement, configuration);
    }

    /** The same with every column qualified by its table and with the columns that each node hands up. */
    public Plan planVerbosely(String statement, WhatIf configuration) {
        return plan(PlanFunction.EXPLAIN_VERBOSE, statement, configuration);
    }

    /** Runs something with settings of the planner's session changed, e.g. index scans off. */
    public <T> T withSettings(Map<String, String> changes, java.util.function.Supplier<T> work) {
        try (Statement statement = planner.createStatement()) {
            for (Map.Entry<String, String> change : changes.entrySet()) {
                statement.execute("SET " + change.getKey() + " = " + change.getValue());
            }
            try {
                return work.get();
            } finally {
                for (String name : changes.keySet()) {
                    statement.execute("RESET " + name);
                    server.configure(planner, name, settings);
                }
            }
        } catch (SQLException failed) {
            throw failure("change settings", failed);
        }
    }

    private Plan plan(String explain, String statement, WhatIf configuration) {
        calls++;
        Long[] on = configuration.with().stream().map(ShadowIndex::oid).toArray(Long[]::new);
        Long[] off = configuration.without().stream()
                .flatMap(name -> catalog.find(name).stream())
                .map(RelationCatalog.Entry::oid)
                .toArray(Long[]::new);
        try {
            vacuumWhenDue(on.length + off.length);
            plan.setString(1, explain + statement);
            plan.setArray(2, planner.createArrayOf("oid", on));
            plan.setArray(3, planner.createArrayOf("oid", off));
            try (ResultSet row = plan.executeQuery()) {
                row.next();
                String explained = row.getString(1);
                if (explained == null) {
                    throw new NotPlannableException("no plan for this kind of statement", "0A000", 0);
                }
                return reader.read(explained);
            }
        } catch (PSQLException refused) {
            throw refusal(refused, explain.length());
        } catch (SQLException failed) {
            throw failure("plan a statement", failed);
        }
    }

    private static RuntimeException refusal(PSQLException refused, int prefix) {
        String state = String.valueOf(refused.getSQLState());
        ServerErrorMessage server = refused.getServerErrorMessage();
        if (server == null || state.startsWith("08") || state.startsWith("57P")) {
            return failure("plan a statement", refused);
        }
        String message = String.valueOf(server.getMessage());
        // Class 22 quotes the value that it does not like.
        String safe =
                state.startsWith("22") ? message.replaceFirst("[:\"].*", "").strip() : message;
        int position = Math.max(server.getInternalPosition(), 0);
        return new NotPlannableException(safe, state, Math.max(0, position - prefix));
    }

    private void vacuumWhenDue(int flipped) throws SQLException {
        flips += flipped;
        if (flips >= FLIPS_BEFORE_VACUUM) {
            flips = 0;
            try (Statement statement = server.superuser().createStatement()) {
                statement.execute("VACUUM pg_catalog.pg_index");
            }
        }
    }

    /**
     * Makes hypothetical indexes, all of them switched off until a {@link WhatIf} names them. Many at once are cheaper
     * than one at a time.
     *
     * @return those that could be made, by what was asked for
     */
    public Map<IndexSpec, ShadowIndex> create(Collection<IndexSpec> wanted) {
        List<IndexSpec> fresh = wanted.stream()
                .distinct()
                .filter(spec -> !hypothetical.containsKey(spec))
                .filter(spec -> lookup.table(spec.table()).isPresent())
                .toList();
        try {
            if (!fresh.isEmpty()) {
                make(fresh);
            }
        } catch (SQLException | IOException failed) {
            throw new ShadowException(
                    "Hypothetical indexes could not be made in the shadow; the server says: " + failed.getMessage(),
                    failed);
        }
        Map<IndexSpec, ShadowIndex> made = new LinkedHashMap<>();
        for (IndexSpec spec : wanted) {
            ShadowIndex index = hypothetical.get(spec);
            if (index != null) {
                made.put(spec, index);
            }
        }
        return made;
    }

    /** The statement that makes a hypothetical index on the target under a name, as PostgreSQL itself writes it. */
    public String definition(ShadowIndex index, String name) {
        try (Statement statement = planner.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_get_indexdef(" + index.oid()
                        + "), pg_catalog.quote_ident('" + name.replace("'", "''") + "')")) {
            row.next();
            return row.getString(1)
                    .replaceFirst(
                            "CREATE INDEX " + index.name() + " ON ",
                            Matcher.quoteReplacement("CREATE INDEX CONCURRENTLY " + row.getString(2) + " ON "));
        } catch (SQLException failed) {
            throw failure("print an index", failed);
        }
    }

    private void make(List<IndexSpec> specs) throws SQLException, IOException {
        List<TableDefinition> tables = specs.stream()
                .map(IndexSpec::table)
                .distinct()
                .flatMap(name -> lookup.table(name).stream())
                .toList();
        // An index build reads the whole table, so it must look empty to the session that builds.
        for (TableDefinition table : tables) {
            Optional<RelationFile> file = file(table.name());
            if (file.isPresent()) {
                file.get().shrink();
            }
        }
        Map<IndexSpec, ObjectName> names = new LinkedHashMap<>();
        try (Connection builder = server.builder()) {
            SchemaRecreation recreation = new SchemaRecreation(builder);
            List<SchemaScript.Step> steps = new ArrayList<>();
            for (IndexSpec spec : specs) {
                String name = "nightjar_" + (hypothetical.size() + names.size() + 1);
                names.put(spec, new ObjectName(spec.table().schema(), name));
                steps.add(new SchemaScript.Step(name, spec.create(name), true));
            }
            recreation.run(steps);
            StatisticsRestore statistics = new StatisticsRestore(builder);
            statistics.relations(tables);
            catalog = RelationCatalog.read(server.superuser());
            invalidate(names.values());
            for (Map.Entry<IndexSpec, ObjectName> named : names.entrySet()) {
                TableDefinition table = lookup.table(named.getKey().table()).orElseThrow();
                if (catalog.find(named.getValue()).isPresent()) {
                    BtreeSize.Size size = BtreeSize.of(named.getKey(), table, lookup);
                    statistics.index(named.getValue(), size);
                    hypothetical.put(
                            named.getKey(),
                            new ShadowIndex(
                                    catalog.find(named.getValue()).orElseThrow().oid(),
                                    named.getValue().name(),
                                    named.getKey(),
                                    size));
                }
            }
            statistics.columns(ExpressionStatistics.of(names, lookup));
        }
        server.forgetPages();
        for (Map.Entry<IndexSpec, ObjectName> named : names.entrySet()) {
            ShadowIndex index = hypothetical.get(named.getKey());
            Optional<RelationFile> file = file(named.getValue());
            if (index != null && file.isPresent()) {
                file.get().setHeight(index.size().height());
                file.get().extend(index.size().bytes());
            }
        }
        for (TableDefinition table : tables) {
            Optional<RelationFile> file = file(table.name());
            if (file.isPresent()) {
                file.get().extend(table.bytes());
            }
        }
    }

    private void giveSizes() throws SQLException, IOException {
        server.forgetPages();
        for (IndexDefinition index : schema.indexes()) {
            Optional<RelationFile> file = file(index.name());
            if (file.isPresent()) {
                if (catalog.find(index.name()).orElseThrow().btree()) {
                    file.get().setHeight(ExistingHeight.of(index, lookup));
                }
                file.get().extend(index.bytes());
            }
        }
        for (TableDefinition table : schema.tables()) {
            Optional<RelationFile> file = file(table.name());
            if (file.isPresent()) {
                file.get().extend(table.bytes());
            }
        }
    }

    private Optional<RelationFile> file(ObjectName relation) {
        return catalog.find(relation)
                .map(RelationCatalog.Entry::path)
                .filter(path -> !path.isEmpty())
                .map(server::file);
    }

    private void invalidate(Collection<ObjectName> indexes) throws SQLException {
        String oids = indexes.stream()
                .flatMap(name -> catalog.find(name).stream())
                .map(entry -> Long.toString(entry.oid()))
                .collect(Collectors.joining(","));
        try (Statement statement = server.superuser().createStatement()) {
            statement.execute("UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = ANY ('{" + oids
                    + "}'::oid[])");
        }
    }

    private static ShadowException failure(String doing, SQLException failed) {
        return new ShadowException(
                "The shadow server failed to " + doing + "; it says: " + ShadowServer.firstLine(failed), failed);
    }

    @Override
    public void close() {
        try {
            planner.close();
        } catch (SQLException alreadyGone) {
            // The server goes with it.
        } finally {
            server.close();
        }
    }
}
