package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program for tests: starts both servers, says where they are, and waits to be killed. */
final class StartsServers {
    private StartsServers() {}

    public static void main(String[] arguments) throws IOException {
        ServerUser user = arguments[1].equals("any")
                ? ServerUser.choose()
                : ServerUser.choose(ServerUser.FOR_ROOT.stream()
                        .filter(candidate -> candidate.prefix().get(0).equals(arguments[1]))
                        .toList());
        ServerHome home = new ServerHome(Path.of(arguments[0]), user);
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(TestPostgres.options(18).withoutDurability(), home);
        EmbeddedRedis redis = EmbeddedRedis.start(RedisOptions.defaults(), home);
        if (List.of(arguments).contains("keep")) {
            postgres.keep();
            redis.keep();
        }
        System.out.println(postgres.dataDirectory() + " " + postgres.pid() + " " + redis.pid());
        // Ends when the test closes the pipe; a killed process never gets here.
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
