package dev.nightjar.source.postgres;

import dev.nightjar.model.schema.ObjectName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the queries of {@code sql/collect} within one transaction and hands over their rows. */
final class CatalogQueries implements AutoCloseable {

    private static final int FETCH_ROWS = 1_000;

    private final Connection connection;
    private final Statement statement;

    CatalogQueries(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        statement.setFetchSize(FETCH_ROWS);
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reading<T> {
        T of(Row row) throws SQLException;
    }

    /** Does something with a row. */
    @FunctionalInterface
    interface Visit {
        void of(Row row) throws SQLException;
    }

    void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    void forEach(String query, Visit visit) throws SQLException {
        try (ResultSet rows = statement.executeQuery(CollectSql.text(query))) {
            Row row = new Row(rows);
            while (rows.next()) {
                visit.of(row);
            }
        }
    }

    <T> List<T> list(String query, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        forEach(query, row -> all.add(reading.of(row)));
        return all;
    }

    /** Whether the role may run the query and what it names exists; the transaction goes on either way. */
    boolean permits(String query) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            statement
                    .executeQuery("SELECT FROM (" + CollectSql.text(query) + ") q LIMIT 0")
                    .close();
            return true;
        } catch (SQLException refused) {
            connection.rollback(before);
            String state = String.valueOf(refused.getSQLState());
            // 42501 insufficient privilege, 42883 no such function, 3F000 no such schema
            if (state.equals("42501") || state.equals("42883") || state.equals("3F000")) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    /** The row at hand; a text that must be there is empty when it is NULL, an unknown number is NaN. */
    static final class Row {
        private final ResultSet rows;

        Row(ResultSet rows) {
            this.rows = rows;
        }

        String text(String column) throws SQLException {
            return maybe(column).orElse("");
        }

        Optional<String> maybe(String column) throws SQLException {
            return Optional.ofNullable(rows.getString(column));
        }

        int integer(String column) throws SQLException {
            return rows.getInt(column);
        }

        long wide(String column) throws SQLException {
            return rows.getLong(column);
        }

        boolean flag(String column) throws SQLException {
            return rows.getBoolean(column);
        }

        double number(String column) throws SQLException {
            // Through the text: a real's shortest form is what PostgreSQL reads back as the same real.
            String value = rows.getString(column);
            return value == null ? Double.NaN : Double.parseDouble(value);
        }

        ObjectName name(String schema, String name) throws SQLException {
            return new ObjectName(text(schema), text(name));
        }

        Optional<ObjectName> maybeName(String schema, String name) throws SQLException {
            return rows.getString(name) == null ? Optional.empty() : Optional.of(name(schema, name));
        }

        List<ObjectName> names(String schemas, String names) throws SQLException {
            List<String> left = texts(schemas);
            List<String> right = texts(names);
            List<ObjectName> all = new ArrayList<>();
            for (int i = 0; i < right.size(); i++) {
                all.add(new ObjectName(left.get(i), right.get(i)));
            }
            return all;
        }

        List<String> texts(String column) throws SQLException {
            List<String> all = new ArrayList<>();
            for (Object value : elements(column)) {
                all.add(String.valueOf(value));
            }
            return all;
        }

        List<Double> numbers(String column) throws SQLException {
            List<Double> all = new ArrayList<>();
            for (Object value : elements(column)) {
                all.add(Double.valueOf(String.valueOf(value)));
            }
            return all;
        }

        private Object[] elements(String column) throws SQLException {
            Array array = rows.getArray(column);
            return array == null ? new Object[0] : (Object[]) array.getArray();
        }
    }
}
