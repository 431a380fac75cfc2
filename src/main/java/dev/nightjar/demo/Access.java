package dev.nightjar.demo;

/**
 * How a role reaches a server.
 *
 * @param url a JDBC URL without credentials
 */
public record Access(String url, String user, String password) {
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
