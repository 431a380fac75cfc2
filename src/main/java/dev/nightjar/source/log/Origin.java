package dev.nightjar.source.log;

/** Where a statement came from; parts that the log does not tell are empty. */
public record Origin(String database, String user, String application) implements Comparable<Origin> {

    @Override
    public int compareTo(Origin other) {
        int byDatabase = database.compareTo(other.database);
        if (byDatabase != 0) {
            return byDatabase;
        }
        int byUser = user.compareTo(other.user);
        return byUser != 0 ? byUser : application.compareTo(other.application);
    }
}
