package dev.nightjar.sql;

/**
 * Which words of a utility statement are as good as constants: the names of prepared statements and savepoints, which
 * drivers make up, the value of a setting, and the role that a session takes on.
 */
final class UtilityNames {
    private Keyword statement = Keyword.NONE;
    private boolean namePending;
    private boolean valuePending;
    private boolean alters;

    void clear() {
        statement = Keyword.NONE;
        namePending = false;
        valuePending = false;
        alters = false;
    }

    void startStatement(Keyword keyword) {
        statement = keyword;
        switch (keyword) {
            case SAVEPOINT, RELEASE, EXECUTE, DEALLOCATE, PREPARE -> namePending = true;
            case SET -> valuePending = true;
            default -> {}
        }
    }

    void nameSeen() {
        namePending = false;
    }

    /** Whether this word is a name to be hidden; NONE stands for any word that is no key word. */
    boolean isName(Keyword keyword) {
        if (!namePending) {
            return false;
        }
        boolean noise = (keyword == Keyword.SAVEPOINT && statement != Keyword.SAVEPOINT)
                || (keyword == Keyword.PREPARE && statement == Keyword.DEALLOCATE)
                || (keyword == Keyword.TO && statement == Keyword.SET);
        if (noise) {
            return false;
        }
        namePending = false;
        return keyword != Keyword.ALL && keyword != Keyword.TRANSACTION && keyword != Keyword.DEFAULT;
    }

    /** Whether the value of a setting comes after this word; an equals sign counts as TO. */
    boolean startsValue(Keyword keyword) {
        switch (keyword) {
            case TO -> {
                if (statement == Keyword.ROLLBACK) {
                    namePending = true;
                }
                boolean starts = valuePending;
                valuePending = false;
                namePending &= !starts;
                return starts;
            }
            // SET ROLE x, SET SESSION AUTHORIZATION x: one for each tenant.
            case AUTHORIZATION -> namePending |= statement == Keyword.SET;
            case ROLE -> {
                namePending |= statement == Keyword.SET;
                alters |= statement == Keyword.ALTER;
            }
            case USER, DATABASE, SYSTEM -> alters |= statement == Keyword.ALTER;
            case SET -> valuePending |= alters;
            default -> {}
        }
        return false;
    }
}
