package dev.nightjar.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.config.Job;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.model.Deploy;
import dev.nightjar.store.NightEntry;
import dev.nightjar.store.Store;
import dev.nightjar.store.jdbc.StoreException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers over HTTP: {@code GET /health}, {@code GET /metrics}, {@code GET /nights/TARGET}, {@code GET /report/TARGET} (the
 * last one, as JSON), {@code POST /run/JOB/TARGET}, and {@code POST /mark/TARGET[?role=ROLE]} with what was released as its
 * body. It asks nobody who they are, so it listens on loopback unless told
 * otherwise, and takes no request that a web page in somebody's browser could have made.
 */
public final class HttpFace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFace.class);
    private static final String JSON = "application/json";
    private static final String ROLE = "role=";
    private static final int THREADS = 2;
    private static final int LONGEST_BODY = 1000;

    private final JsonMapper mapper = JsonMapper.shared();
    private final HttpServer server;
    private final ExecutorService threads;
    private final Store store;
    private final Map<String, Job> jobs;
    private final Launcher launcher;
    private final InstantSource clock;

    private HttpFace(HttpServer server, Store store, List<Job> jobs, Launcher launcher, InstantSource clock) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS);
        this.store = store;
        this.jobs = jobs.stream().collect(Collectors.toMap(Job::target, Function.identity()));
        this.launcher = launcher;
        this.clock = clock;
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when the address can't be had
     */
    public static HttpFace open(
            InetSocketAddress address, Store store, List<Job> jobs, Launcher launcher, InstantSource clock)
            throws IOException {
        HttpFace face = new HttpFace(HttpServer.create(address, 0), store, jobs, launcher, clock);
        face.server.setExecutor(face.threads);
        face.server.createContext("/", face::handle);
        face.server.start();
        return face;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=utf-8");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException gone) {
            LOG.debug("the client went away: {}", gone.getMessage());
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (isFromAWebPage(exchange)) {
            return problem(403, "requests of web pages are not taken; ask by IP address or localhost, without Origin");
        }
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String first = path.length > 1 ? path[1] : "";
        boolean changes = (first.equals("run") && path.length == 4) || (first.equals("mark") && path.length == 3);
        if (!exchange.getRequestMethod().equals(changes ? "POST" : "GET")) {
            return problem(405, changes ? "launch and mark with POST" : "ask with GET");
        }
        try {
            return switch (first + " " + path.length) {
                case "health 2" -> health();
                case "metrics 2" -> new Answer(200, "text/plain; version=0.0.4", new Metrics(store).text(now()));
                case "nights 3" -> known(path[2]).map(this::nights).orElseGet(HttpFace::unknownTarget);
                case "report 3" -> known(path[2]).map(this::report).orElseGet(HttpFace::unknownTarget);
                case "run 4" -> launch(path[2], path[3]);
                case "mark 3" -> known(path[2]).map(job -> mark(job, exchange)).orElseGet(HttpFace::unknownTarget);
                default ->
                    problem(
                            404,
                            "there are /health, /metrics, /nights/TARGET, /report/TARGET, POST /run/JOB/TARGET and"
                                    + " POST /mark/TARGET");
            };
        } catch (StoreException down) {
            return problem(503, String.valueOf(down.getMessage()));
        }
    }

    /** A page may name this address by a name of its own (DNS rebinding); what a person types is an address or localhost. */
    private boolean isFromAWebPage(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("Origin")) {
            return true;
        }
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("")
                .replaceFirst(":\\d+$", "");
        boolean typed = host.equals("localhost") || host.matches("[0-9.]+|\\[[0-9a-fA-F:.%]+]");
        return address().getAddress().isLoopbackAddress() && !typed;
    }

    private Answer health() {
        // Fails where the store is not there.
        jobs.keySet().forEach(target -> store.nights().list(target));
        return json(200, Map.of("status", "up", "store", store.location(), "targets", jobs.keySet()));
    }

    private Answer nights(Job job) {
        return json(
                200,
                Map.of(
                        "nights",
                        store.nights().list(job.target()).stream()
                                .map(HttpFace::night)
                                .toList()));
    }

    private static Map<String, Object> night(NightEntry entry) {
        Map<String, Object> night = new LinkedHashMap<>();
        night.put("from", entry.window().from().toString());
        night.put("to", entry.window().to().toString());
        night.put("revision", entry.revision());
        night.put("findings", entry.findings());
        night.put("recommendations", entry.recommendations());
        night.put("report", entry.hasReport());
        return night;
    }

    private Answer report(Job job) {
        return store.nights().list(job.target()).stream()
                .filter(NightEntry::hasReport)
                .findFirst()
                .flatMap(last -> store.nights().report(job.target(), last.window()))
                .map(report -> new Answer(200, JSON, new String(report, StandardCharsets.UTF_8)))
                .orElseGet(() -> problem(404, "there is no report of " + job.target() + " yet"));
    }

    private Answer launch(String job, String target) {
        boolean known = List.of(RunRequest.Collect.JOB, RunRequest.Nightly.JOB).contains(job)
                && known(target).isPresent();
        return known && launcher.launch(job, target)
                ? json(202, Map.of("status", "started", "job", job, "target", target))
                : problem(404, "the schedule has no such job of such a target");
    }

    private Answer mark(Job job, HttpExchange exchange) {
        try {
            String label = new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
            Deploy deploy = Deploy.named(job.timeMap().toMapped(clock.instant()), label, role(exchange));
            store.facts().add(job.target(), deploy.at(), deploy);
            return json(201, Map.of("label", deploy.label(), "at", deploy.at().toString(), "role", deploy.role()));
        } catch (IllegalArgumentException unusable) {
            return problem(400, String.valueOf(unusable.getMessage()));
        } catch (IOException cutOff) {
            return problem(400, "the label did not arrive whole; send it again");
        }
    }

    private static String role(HttpExchange exchange) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        if (!query.isEmpty() && (!query.startsWith(ROLE) || query.indexOf('&') >= 0)) {
            throw new IllegalArgumentException("of the query only role=ROLE is known");
        }
        return query.isEmpty() ? "" : query.substring(ROLE.length());
    }

    private Optional<Job> known(String target) {
        return Optional.ofNullable(jobs.get(target));
    }

    private Map<String, Instant> now() {
        return jobs.values().stream()
                .collect(Collectors.toMap(Job::target, job -> job.timeMap().toMapped(clock.instant())));
    }

    private static Answer unknownTarget() {
        return new Answer(404, JSON, "{\"error\":\"no job file has such a target\"}");
    }

    private Answer problem(int status, String message) {
        return json(status, Map.of("error", message));
    }

    private Answer json(int status, Object tree) {
        return new Answer(status, JSON, mapper.writeValueAsString(tree));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private record Answer(int status, String type, String body) {}
}
