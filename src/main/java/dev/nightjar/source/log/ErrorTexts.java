package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Messages of warnings and errors without the values in them. Only the server's own wording is shown, from a list of
 * its templates (source: {@code ereport} calls of PostgreSQL 13 to 18): the names of objects stay where a template has
 * them, values never. Of anything else, and of whatever a program raised, the first words stay as far as the server
 * uses them, too. What is shown is the same in formats that have the SQLSTATE and in those that have not.
 */
final class ErrorTexts {
    private static final int LONGEST = 300;
    private static final String HIDDEN = "…";
    private static final Pattern POSITION = Pattern.compile(" at character \\d+$");
    private static final Pattern BLANKS = Pattern.compile("[\\t\\r\\n]+[\\t ]*");

    /**
     * {@code "{n}"} is the quoted name of an object, {@code {w}} a name without quotes, {@code {f}} a function or an
     * operator with its types, {@code {#}} a number, {@code {c}} a command, {@code {h}} a WAL segment, {@code *} a value or words of another program.
     */
    private static final List<Template> TEMPLATES =
            """
            relation "{n}" does not exist
            relation "{n}" already exists
            table "{n}" does not exist
            view "{n}" does not exist
            index "{n}" does not exist
            sequence "{n}" does not exist
            schema "{n}" does not exist
            schema "{n}" already exists
            database "{n}" does not exist
            database "{n}" already exists
            database "{n}" is not currently accepting connections
            role "{n}" does not exist
            role "{n}" already exists
            role "{n}" is not permitted to log in
            type "{n}" does not exist
            type "{n}" already exists
            extension "{n}" does not exist
            extension "{n}" already exists
            extension "{n}" is not available
            trigger "{n}" for table "{n}" does not exist
            constraint "{n}" of relation "{n}" does not exist
            constraint "{n}" for relation "{n}" already exists
            column "{n}" does not exist
            column {w} does not exist
            column "{n}" of relation "{n}" does not exist
            column "{n}" of relation "{n}" already exists
            column reference "{n}" is ambiguous
            column "{n}" must appear in the GROUP BY clause or be used in an aggregate function
            column "{n}" is of type {t} but expression is of type {t}
            column "{n}" specified more than once
            function {f} does not exist
            function {f} is not unique
            procedure {f} does not exist
            aggregate {f} does not exist
            operator does not exist: {f}
            operator is not unique: {f}
            table name "{n}" specified more than once
            missing FROM-clause entry for table "{n}"
            invalid reference to FROM-clause entry for table "{n}"
            "{n}" is not a table
            "{n}" is not a view
            "{n}" is not a sequence
            unrecognized configuration parameter "{n}"
            parameter "{n}" cannot be changed now
            parameter "{n}" cannot be changed without restarting the server
            invalid value for parameter "{n}": *
            permission denied to set parameter "{n}"
            permission denied for table {w}
            permission denied for relation {w}
            permission denied for view {w}
            permission denied for schema {w}
            permission denied for sequence {w}
            permission denied for function {w}
            permission denied for procedure {w}
            permission denied for database {w}
            permission denied for tablespace {w}
            permission denied for column {w}
            permission denied for table "{n}"
            permission denied for schema "{n}"
            permission denied for database "{n}"
            permission denied for column "{n}" of relation "{n}"
            permission denied to create role
            permission denied to create database
            must be owner of table {w}
            must be owner of relation {w}
            must be owner of view {w}
            must be owner of function {w}
            must be superuser to *
            duplicate key value violates unique constraint "{n}"
            null value in column "{n}" of relation "{n}" violates not-null constraint
            null value in column "{n}" violates not-null constraint
            column "{n}" of relation "{n}" contains null values
            column "{n}" contains null values
            insert or update on table "{n}" violates foreign key constraint "{n}"
            update or delete on table "{n}" violates foreign key constraint "{n}" on table "{n}"
            update or delete on table "{n}" violates RESTRICT setting of foreign key constraint "{n}" on table "{n}"
            new row for relation "{n}" violates check constraint "{n}"
            check constraint "{n}" of relation "{n}" is violated by some row
            value for domain {w} violates check constraint "{n}"
            domain {w} does not allow null values
            conflicting key value violates exclusion constraint "{n}"
            could not create unique index "{n}"
            could not create exclusion constraint "{n}"
            no partition of relation "{n}" found for row
            new row violates row-level security policy for table "{n}"
            new row violates row-level security policy "{n}" for table "{n}"
            cannot insert into column "{n}"
            cannot insert a non-DEFAULT value into column "{n}"
            cannot insert multiple commands into a prepared statement
            cannot drop table {w} because other objects depend on it
            cannot drop column {w} of table {w} because other objects depend on it
            cannot truncate a table referenced in a foreign key constraint
            cannot change return type of existing function
            cannot execute {c} in a read-only transaction
            cannot execute {c} during recovery
            cannot execute {c} within a pipeline
            {c} cannot run inside a transaction block
            {c} can only be used in transaction blocks
            there is already a transaction in progress
            there is no transaction in progress
            current transaction is aborted, commands ignored until end of transaction block
            savepoint "{n}" does not exist
            prepared statement "{n}" does not exist
            prepared statement "{n}" already exists
            cursor "{n}" does not exist
            cursor "{n}" already exists
            portal "{n}" does not exist
            unnamed prepared statement does not exist
            bind message supplies {#} parameters, but prepared statement "{n}" requires {#}
            cached plan must not change result type
            could not determine data type of parameter ${#}
            could not determine polymorphic type because input has type unknown
            there is no parameter ${#}
            syntax error at or near *
            syntax error at end of input
            unterminated quoted string at or near *
            unterminated quoted identifier at or near *
            unterminated dollar-quoted string at or near *
            unterminated /* comment at or near *
            trailing junk after numeric literal at or near *
            trailing junk after parameter at or near *
            zero-length delimited identifier at or near *
            INSERT has more expressions than target columns
            INSERT has more target columns than expressions
            each UNION query must have the same number of columns
            subquery must return only one column
            more than one row returned by a subquery used as an expression
            aggregate functions are not allowed in WHERE
            aggregate functions are not allowed in GROUP BY
            window functions are not allowed in WHERE
            set-returning functions are not allowed in WHERE
            for SELECT DISTINCT, ORDER BY expressions must appear in select list
            argument of WHERE must be type boolean, not type {t}
            there is no unique or exclusion constraint matching the ON CONFLICT specification
            ON CONFLICT DO UPDATE command cannot affect row a second time
            division by zero
            integer out of range
            smallint out of range
            bigint out of range
            value out of range: overflow
            value out of range: underflow
            numeric field overflow
            interval out of range
            timestamp out of range
            date out of range
            value "*" is out of range for type {t}
            value too long for type {t}
            bit string too long for type {t}
            invalid input syntax for type {t}: "*"
            invalid input syntax for type {t}
            invalid input value for enum {w}: "*"
            date/time field value out of range: "*"
            invalid value "*" for "*"
            invalid byte sequence for encoding "{n}": *
            character with byte sequence * in encoding "{n}" has no equivalent in encoding "{n}"
            invalid regular expression: *
            invalid escape string
            malformed array literal: "*"
            malformed range literal: "*"
            malformed record literal: "*"
            negative substring length not allowed
            cannot take square root of a negative number
            cannot take logarithm of zero
            cannot take logarithm of a negative number
            unsupported Unicode escape sequence
            cannot extract elements from a scalar
            cannot extract elements from an object
            cannot call jsonb_to_recordset on a non-array
            time zone "*" not recognized
            could not find array type for data type {t}
            cannot cast type {t} to {t}
            missing data for column "{n}"
            extra data after last expected column
            invalid page in block {#} of relation *
            could not read block {#} in file *
            could not open file *
            could not write to file *
            could not write to file
            could not read from file *
            could not fsync file *
            could not extend file *
            could not access status of transaction {#}
            could not resize shared memory segment *
            no space left on device
            out of memory
            out of shared memory
            stack depth limit exceeded
            memory alloc request size {#}
            invalid memory alloc request size {#}
            temporary file size exceeds temp_file_limit ({#}kB)
            array size exceeds the maximum allowed ({#})
            row is too big: size {#}, maximum size {#}
            index row size {#} exceeds btree version {#} maximum {#} for index "{n}"
            index row requires {#} bytes, maximum size is {#}
            deadlock detected
            could not serialize access due to concurrent update
            could not serialize access due to concurrent delete
            could not serialize access due to read/write dependencies among transactions
            could not obtain lock on row in relation "{n}"
            could not obtain lock on relation "{n}"
            tuple to be updated was already modified by an operation triggered by the current command
            canceling statement due to statement timeout
            canceling statement due to user request
            canceling statement due to lock timeout
            canceling statement due to conflict with recovery
            canceling authentication due to timeout
            canceling autovacuum task
            terminating connection due to administrator command
            terminating connection due to conflict with recovery
            terminating connection due to idle-in-transaction timeout
            terminating connection due to idle-session timeout
            terminating connection due to transaction timeout
            terminating connection due to unexpected postmaster exit
            terminating connection because of crash of another server process
            terminating autovacuum process due to administrator command
            terminating background worker "{n}" due to administrator command
            terminating logical replication worker due to timeout
            terminating walsender process due to replication timeout
            terminating walreceiver due to timeout
            terminating walreceiver process due to administrator command
            connection to client lost
            the database system is starting up
            the database system is shutting down
            the database system is in recovery mode
            the database system is not accepting connections
            the database system is not yet accepting connections
            sorry, too many clients already
            too many connections for role "{n}"
            too many connections for database "{n}"
            remaining connection slots are reserved for non-replication superuser connections
            remaining connection slots are reserved for roles with the SUPERUSER attribute
            remaining connection slots are reserved for roles with privileges of the "{n}" role
            remaining connection slots are reserved for roles with privileges of {w}
            password authentication failed for user "{n}"
            peer authentication failed for user "{n}"
            Ident authentication failed for user "{n}"
            LDAP authentication failed for user "{n}"
            certificate authentication failed for user "{n}"
            GSSAPI authentication failed for user "{n}"
            no pg_hba.conf entry for host *
            no pg_hba.conf entry for replication connection from host *
            pg_hba.conf rejects connection for host *
            no PostgreSQL user name specified in startup packet
            unsupported frontend protocol *
            invalid length of startup packet
            expected authentication request from server, but received *
            unexpected EOF on client connection with an open transaction
            requested WAL segment {h} has already been removed
            could not receive data from WAL stream: *
            could not connect to the primary server: *
            could not connect to server "{n}"
            could not send data to WAL stream: *
            replication slot "{n}" does not exist
            replication slot "{n}" already exists
            replication slot "{n}" is active for PID {#}
            can no longer get changes from replication slot "{n}"
            all replication slots are in use
            publication "{n}" does not exist
            subscription "{n}" does not exist
            no unpinned buffers available
            too many dynamic shared memory segments
            database is not accepting commands to avoid wraparound data loss in database "{n}"
            database "{n}" must be vacuumed within {#} transactions
            oldest xmin is far in the past
            skipping vacuum of "{n}" --- lock not available
            skipping analyze of "{n}" --- lock not available
            skipping "{n}" --- only table or database owner can vacuum it
            page verification failed, calculated checksum {#} but expected {#}
            worker took too long to start; canceled
            autovacuum worker took too long to start; canceled
            archiving write-ahead log file "*" failed too many times, will try again later
            materialized view "{n}" has not been populated
            cannot refresh materialized view "{n}" concurrently
            language "{n}" does not exist
            collation "{n}" for encoding "{n}" does not exist
            database "{n}" has a collation version mismatch
            collation "{n}" has version mismatch
            relation "{n}" does not have a unique index
            query returned no rows
            query returned more than one row
            control reached end of function without RETURN
            record "{n}" has no field "{n}"
            record "{n}" is not assigned yet
            query has no destination for result data
            structure of query does not match function result type
            invalid transaction termination
            server closed the connection unexpectedly
            pgbouncer: no such database: {w}
            pgbouncer: no such user: {w}
            pgbouncer: password authentication failed
            pgbouncer: pooler error: query_wait_timeout
            pgbouncer: pooler error: query_timeout
            pgbouncer: pooler error: client_idle_timeout
            pgbouncer: pooler error: client_login_timeout
            pgbouncer: pooler error: idle_transaction_timeout
            pgbouncer: pooler error: auth failed
            pgbouncer: pooler error: server conn crashed?
            pgbouncer: pooler error: no more connections allowed (max_client_conn)
            pgbouncer: pooler error: no such user
            pgbouncer: pooler error: no such database: {w}
            pgbouncer: *
            """.lines().map(Template::of).toList();

    private static final Set<String> WORDS = TEMPLATES.stream()
            .flatMap(template -> Arrays.stream(template.source().split("[ :,;]+")))
            .filter(word -> word.matches("[A-Za-z]+(?:[-/'][a-z]+)*"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, List<Template>> BY_WORD = byFirstWord();

    /** Classes of SQLSTATEs that the server uses but for P0, which programs raise; source: errcodes.txt. */
    private static final Set<String> SERVER_CLASSES = Set.of(
            "00", "01", "02", "03", "08", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "10", "20", "21", "22", "23", "24",
            "25", "26", "27", "28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F", "40", "42", "44", "53", "54",
            "55", "57", "58", "72", "F0", "HV", "XX");

    private ErrorTexts() {}

    /**
     * What of a message can be shown.
     *
     * @param sqlState empty where the log does not say
     * @param raised whether a program in the database wrote it
     */
    static String shown(String message, String sqlState, boolean raised) {
        String line = BLANKS.matcher(POSITION.matcher(message).replaceFirst("")).replaceAll(" ");
        boolean program = raised || (!sqlState.isEmpty() && !SERVER_CLASSES.contains(sqlState.substring(0, 2)));
        if (!program) {
            for (String word : new String[] {firstWord(line), ""}) {
                for (Template template : BY_WORD.getOrDefault(word, List.of())) {
                    Matcher matcher = template.pattern().matcher(line);
                    if (matcher.matches()) {
                        return shortened(template.fill(matcher));
                    }
                }
            }
        }
        return firstWords(line);
    }

    /** The words that the server's messages have in common with this one, up to the first other one. */
    private static String firstWords(String line) {
        StringBuilder out = new StringBuilder();
        for (String word : line.split(" ", 40)) {
            String bare = word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
            if (!WORDS.contains(bare)) {
                break;
            }
            out.append(word).append(' ');
        }
        return out.length() > 0 && out.toString().trim().length() == line.length()
                ? line
                : out.append(HIDDEN).toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + HIDDEN;
    }

    private static String firstWord(String line) {
        int end = 0;
        while (end < line.length() && Character.isLetter(line.charAt(end))) {
            end++;
        }
        return line.substring(0, end);
    }

    private static Map<String, List<Template>> byFirstWord() {
        Map<String, List<Template>> map = new HashMap<>();
        for (Template template : TEMPLATES) {
            map.computeIfAbsent(firstWord(template.source()), word -> new ArrayList<>())
                    .add(template);
        }
        return map;
    }

    /** A message of the server; every group of the pattern is a name. */
    private record Template(String source, Pattern pattern, List<String> parts) {
        private static final Pattern PLACE = Pattern.compile("\\{[nwftch#]}|(?<=[ \"])\\*(?=[ \"]|$)");
        private static final String WORD = "[A-Za-z_][\\w$.]{0,129}";
        private static final String TYPE =
                WORD + "(?: varying| precision)?(?:\\(\\d+(?:,\\d+)?\\))?(?: with(?:out)? time zone)?(?:\\[])?";

        static Template of(String source) {
            StringBuilder regex = new StringBuilder();
            List<String> parts = new ArrayList<>();
            Matcher place = PLACE.matcher(source);
            int at = 0;
            while (place.find()) {
                String fixed = source.substring(at, place.start());
                regex.append(Pattern.quote(fixed));
                String kind = place.group();
                boolean hidden = kind.equals("*") || kind.equals("{#}");
                regex.append(
                        switch (kind) {
                            case "{n}" -> "([^\"]{1,130})";
                            case "{w}" -> "(" + WORD + ")";
                            case "{t}" -> "(" + TYPE + ")";
                            case "{f}" -> "([\\w$., \\[\\]()<>=~!@#%^&|?+*/-]{1,250})";
                            case "{c}" -> "([A-Z][A-Z ]{1,60})";
                            case "{h}" -> "([0-9A-Z]{1,24})";
                            case "{#}" -> "\\d+";
                            default -> ".*";
                        });
                parts.add(hidden ? fixed + (kind.equals("*") ? HIDDEN : "N") : fixed);
                parts.add(hidden ? "" : "name");
                at = place.end();
            }
            regex.append(Pattern.quote(source.substring(at)));
            parts.add(source.substring(at));
            return new Template(source, Pattern.compile(regex.toString(), Pattern.DOTALL), parts);
        }

        String fill(Matcher matcher) {
            StringBuilder out = new StringBuilder();
            int group = 1;
            for (int i = 0; i + 1 < parts.size(); i += 2) {
                out.append(parts.get(i));
                if (!parts.get(i + 1).isEmpty()) {
                    out.append(matcher.group(group++));
                }
            }
            return out.append(parts.get(parts.size() - 1)).toString();
        }
    }
}
