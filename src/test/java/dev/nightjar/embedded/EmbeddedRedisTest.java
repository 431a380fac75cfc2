package dev.nightjar.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EmbeddedRedisTest {
    @Test
    void onlyThePasswordOpensTheDoor() throws IOException {
        try (EmbeddedRedis server = EmbeddedRedis.start(RedisOptions.defaults().withSetting("maxmemory", "16mb"))) {
            assertThat(ask(server, "PING")).startsWith("-NOAUTH");
            assertThat(ask(server, "AUTH " + server.password().orElseThrow())).isEqualTo("+OK");
        }
    }

    @Test
    void settingsReachTheServer() throws IOException {
        RedisOptions options = RedisOptions.defaults()
                .withoutPassword()
                .withSetting("maxmemory", "16mb")
                .withSetting("client-output-buffer-limit", "normal 0 0 0");
        try (EmbeddedRedis server = EmbeddedRedis.start(options)) {
            assertThat(ask(server, "CONFIG GET maxmemory", 5)).endsWith("16777216");
        }
    }

    @Test
    void aClosedServerIsGone() {
        EmbeddedRedis server = EmbeddedRedis.start(RedisOptions.defaults());
        server.close();

        assertThatThrownBy(() -> ask(server, "PING")).isInstanceOf(IOException.class);
        assertThat(ProcessHandle.of(server.pid()).filter(ServerProcess::isAlive))
                .isEmpty();
    }

    @Test
    void aWrongSettingIsReportedInTheServersOwnWords() {
        assertThatThrownBy(() -> EmbeddedRedis.start(RedisOptions.defaults().withSetting("no-such-setting", "1")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Bad directive or wrong number of arguments");
    }

    @Test
    void thePasswordDoesNotShowInTheOptions() {
        assertThat(RedisOptions.defaults().withPassword("s3cret").toString()).doesNotContain("s3cret");
    }

    private static String ask(EmbeddedRedis server, String command) throws IOException {
        return ask(server, command, 1);
    }

    private static String ask(EmbeddedRedis server, String command, int lines) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            for (int line = 0; line < lines; line++) {
                answer.append(in.readLine());
            }
            return answer.toString();
        }
    }
}
