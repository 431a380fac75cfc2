package dev.nightjar.source.log;

/** A statement as the classifier knows it: identity, canonical text, and what kind of command it is. */
record KnownStatement(long fingerprint, String text, Command command) {

    /** What repeated statements and transactions are told by. */
    enum Command {
        READ,
        INSERT,
        BEGIN,
        END,
        /** Ends a transaction and begins the next. */
        CHAIN,
        OTHER
    }

    static KnownStatement of(long fingerprint, String text) {
        return new KnownStatement(fingerprint, text, command(text));
    }

    private static Command command(String text) {
        String verb = text.startsWith("execute $1 as ") ? text.substring("execute $1 as ".length()) : text;
        int start = 0;
        while (verb.startsWith("( ", start)) {
            start += 2;
        }
        int blank = verb.indexOf(' ', start);
        String first = blank < 0 ? verb.substring(start) : verb.substring(start, blank);
        return switch (first) {
            case "select", "values", "table" -> Command.READ;
            case "with" -> writes(verb) ? Command.OTHER : Command.READ;
            case "insert" -> Command.INSERT;
            case "begin" -> verb.contains(";") ? Command.OTHER : Command.BEGIN;
            case "start" -> verb.startsWith("start transaction") ? Command.BEGIN : Command.OTHER;
            case "commit" -> end(verb);
            case "rollback" ->
                verb.startsWith("rollback to")
                                || verb.startsWith("rollback work to")
                                || verb.startsWith("rollback transaction to")
                        ? Command.OTHER
                        : end(verb);
            case "prepare" -> verb.startsWith("prepare transaction") ? Command.END : Command.OTHER;
            default -> Command.OTHER;
        };
    }

    private static Command end(String text) {
        return text.endsWith(" and chain") || text.endsWith(" and chain ;") ? Command.CHAIN : Command.END;
    }

    private static boolean writes(String text) {
        return text.contains("insert into ") || text.contains("delete from ") || text.contains(" set ");
    }
}
