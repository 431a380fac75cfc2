package dev.nightjar.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.model.Deploy;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Window;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFaceTest {
    private static final Window DAY =
            new Window(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

    private final Store store;
    private final List<String> launched = new ArrayList<>();
    private final HttpFace face;
    private final HttpClient client = HttpClient.newHttpClient();

    HttpFaceTest(@TempDir Path folder) throws IOException {
        store = Store.open(StoreSettings.file(folder.resolve("store")));
        Job job = new JobFiles(Map.of()).parse("shop.yaml", "target: shop\nredis: {url: \"redis://127.0.0.1:1\"}");
        face = HttpFace.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                store,
                List.of(job),
                (name, target) -> launched.add(name + " " + target),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        face.close();
        store.close();
    }

    @Test
    void healthFailsWhenTheStoreIsGone() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);

        store.close();

        assertThat(get("/health").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsTellTheLastNightsFindings() throws Exception {
        Finding finding =
                Finding.about("PG-X", "a").severity(Severity.HIGH).title("x").build();
        store.nights().save("shop", DAY, 1, List.of(finding), List.of());
        store.nights().saveReport("shop", DAY, 1, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(get("/metrics").body())
                .contains("nightjar_findings{severity=\"high\",target=\"shop\"} 1\n")
                .contains("nightjar_findings{severity=\"critical\",target=\"shop\"} 0\n")
                .contains("nightjar_last_night_timestamp_seconds{target=\"shop\"} "
                        + DAY.to().getEpochSecond());
    }

    @Test
    void theLastReportIsGivenAsItWasWritten() throws Exception {
        assertThat(get("/report/shop").statusCode()).isEqualTo(404);
        store.nights().save("shop", DAY, 1, List.of(), List.of());
        store.nights().saveReport("shop", DAY, 1, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(get("/report/shop").body()).isEqualTo("{\"a\":1}");
        assertThat(get("/nights/shop").body()).contains("2026-03-02T00:00:00Z");
        assertThat(get("/report/other").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyAPostLaunches() throws Exception {
        assertThat(get("/run/nightly/shop").statusCode()).isEqualTo(405);
        assertThat(post("/run/nightly/other").statusCode()).isEqualTo(404);
        assertThat(post("/run/drop/shop").statusCode()).isEqualTo(404);
        assertThat(launched).isEmpty();

        assertThat(post("/run/nightly/shop").statusCode()).isEqualTo(202);
        assertThat(launched).containsExactly("nightly shop");
    }

    @Test
    void aPipelineMarksItsRelease() throws Exception {
        Instant before = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        HttpRequest mark = request("/mark/shop?role=billing")
                .POST(BodyPublishers.ofString("billing 4.2\n"))
                .build();

        assertThat(client.send(mark, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        assertThat(post("/mark/shop").statusCode()).as("no label").isEqualTo(400);
        assertThat(post("/mark/other").statusCode()).isEqualTo(404);
        assertThat(get("/mark/shop").statusCode()).isEqualTo(405);
        assertThat(client.send(
                                request("/mark/shop?x=1&role=billing")
                                        .POST(BodyPublishers.ofString("billing 4.3"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .as("a role that would be lost")
                .isEqualTo(400);

        assertThat(store.facts().history("shop", Deploy.class, new Window(before, before.plusSeconds(600))))
                .singleElement()
                .satisfies(saved -> {
                    assertThat(saved.fact().label()).isEqualTo("billing 4.2");
                    assertThat(saved.fact().role()).isEqualTo("billing");
                });
    }

    @Test
    void aWebPageLaunchesNothing() throws Exception {
        HttpRequest page = request("/run/nightly/shop")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.noBody())
                .build();

        assertThat(client.send(page, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        assertThat(launched).isEmpty();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + face.address().getPort() + path));
    }
}
