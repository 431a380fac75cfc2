package dev.nightjar.source.redis;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.target.RedisTarget;
import dev.nightjar.model.target.Tls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What an error of a server or of the way to it means, and what would help. */
final class RedisRemedy {
    private static final String SOURCE = "redis";

    /** All that Nightjar ever sends, and nothing else. */
    private static final String RULES = "~* -@all +ping +info +config|get +slowlog|get +slowlog|len +scan +type +pttl"
            + " +memory|usage +select +client|setname";

    private RedisRemedy() {}

    static MissingInput of(IOException e, RedisTarget target) {
        String where = target.host() + ":" + target.port();
        if (e instanceof SSLException) {
            return new MissingInput(
                    SOURCE,
                    "TLS with " + where + " failed: " + e.getMessage(),
                    "use redis:// if the server does not speak TLS, else set rootCert to the PEM file of the authority that"
                            + " signed its certificate, or tls: require to connect without checking who it is");
        }
        if (e instanceof UnknownHostException) {
            return new MissingInput(
                    SOURCE, "the host " + target.host() + " is not known", "correct redis.url in the job file");
        }
        if (e instanceof SocketTimeoutException) {
            return new MissingInput(
                    SOURCE,
                    where + " did not answer in time"
                            + (target.tls().mode() == Tls.Mode.DISABLE ? "" : " to the offer of TLS"),
                    "check that Redis runs there and no firewall is between; raise redis.readTimeout if it is only slow"
                            + (target.tls().mode() == Tls.Mode.DISABLE
                                    ? ""
                                    : "; use redis:// if the server does not speak TLS"));
        }
        if (e instanceof ConnectException) {
            return new MissingInput(
                    SOURCE,
                    "connection to " + where + " refused",
                    "check that Redis runs there, and that 'bind' and 'protected-mode' let this machine in");
        }
        return new MissingInput(
                SOURCE,
                "the connection to " + where + " broke: " + e.getMessage(),
                "check that it is a Redis server, and use rediss:// if it wants TLS");
    }

    static MissingInput of(Reply.Failure failure, RedisTarget target, String source) {
        String user = target.user().isEmpty() ? "nightjar" : target.user();
        String setUser = "ACL SETUSER " + user + " on >PASSWORD " + RULES;
        String remedy = switch (failure.code()) {
            case "NOAUTH" ->
                "give the password with redis.passwordEnv or redis.passwordFile in the job file; a user of its own:"
                        + " " + setUser;
            case "WRONGPASS" -> "correct user and password (" + target.password() + "), or set them anew: " + setUser;
            case "NOPERM" ->
                target.user().isEmpty()
                        ? setUser + ", then name it as redis.user"
                        : "ACL SETUSER " + user + " " + RULES;
            case "DENIED" ->
                "the server is in protected mode: set requirepass or a user, then" + " CONFIG SET protected-mode no";
            case "LOADING", "MASTERDOWN", "BUSY" -> "try again when the server has finished";
            default ->
                failure.message().contains("unknown command")
                        ? "the provider disabled the command; what depends on it cannot be assessed"
                        : failure.message().contains("without any password configured")
                                ? "remove the password from the job file; the server asks for none"
                                : "run " + setUser + " and name the user as redis.user";
        };
        return new MissingInput(source, failure.message(), remedy);
    }
}
