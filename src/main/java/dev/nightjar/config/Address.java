package dev.nightjar.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A URL taken apart: {@code scheme://user:password@hosts/path?parameters}, also with {@code jdbc:} before it and with
 * user and password among the parameters, as the JDBC driver has them.
 */
record Address(
        String scheme,
        Optional<String> user,
        Optional<String> password,
        String hosts,
        String path,
        SortedMap<String, String> parameters) {

    /** @throws IllegalArgumentException on anything else, without showing it, for it may hold a password */
    static Address parse(String url) {
        String text = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        int slashes = text.indexOf("://");
        if (slashes < 1) {
            throw new IllegalArgumentException("no scheme");
        }
        String scheme = text.substring(0, slashes);
        String rest = text.substring(slashes + 3);
        SortedMap<String, String> parameters = new TreeMap<>();
        int question = rest.indexOf('?');
        if (question >= 0) {
            for (String parameter : rest.substring(question + 1).split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    parameters.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
                }
            }
            rest = rest.substring(0, question);
        }
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : decode(rest.substring(slash + 1));
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        Optional<String> user = Optional.ofNullable(parameters.remove("user"));
        Optional<String> password = Optional.ofNullable(parameters.remove("password"));
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String login = authority.substring(0, at);
            int colon = login.indexOf(':');
            user = Optional.of(decode(colon < 0 ? login : login.substring(0, colon)))
                    .filter(name -> !name.isEmpty());
            password = colon < 0 ? password : Optional.of(decode(login.substring(colon + 1)));
            authority = authority.substring(at + 1);
        }
        return new Address(scheme, user, password, authority, path, parameters);
    }

    /** The first of the hosts, without brackets and port. */
    String host() {
        String first = first();
        int colon = colonOfPort(first);
        String host = colon < 0 ? first : first.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The port of the first of the hosts. */
    int port(int otherwise) {
        String first = first();
        int colon = colonOfPort(first);
        return colon < 0 ? otherwise : Integer.parseInt(first.substring(colon + 1));
    }

    private String first() {
        int comma = hosts.indexOf(',');
        return comma < 0 ? hosts : hosts.substring(0, comma);
    }

    private static int colonOfPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? colon : -1;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without user, password and parameters. */
    @Override
    public String toString() {
        return scheme + "://" + hosts + "/" + path;
    }
}
