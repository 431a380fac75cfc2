package dev.nightjar.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerUserTest {
    private static final ServerUser.Candidate MISSING =
            new ServerUser.Candidate(List.of("no-such-program-of-nightjar"), false);
    private static final ServerUser.Candidate REFUSED = new ServerUser.Candidate(List.of("false"), false);
    private static final ServerUser.Candidate STILL_ROOT = new ServerUser.Candidate(List.of("env"), false);
    private static final ServerUser.Candidate WORKS = new ServerUser.Candidate(List.of("sh", "-c", "echo 4711"), true);

    @BeforeEach
    void onlyRootHasToChoose() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
    }

    @Test
    void theFirstWayThatWorksIsTaken() {
        ServerUser user = ServerUser.choose(List.of(MISSING, REFUSED, STILL_ROOT, WORKS));

        assertThat(user.prefix()).isEqualTo(WORKS.prefix());
        assertThat(user.owner()).isEqualTo(4711);
    }

    @Test
    void whenNoneWorksTheMessageSaysWhatToDo() {
        assertThatThrownBy(() -> ServerUser.choose(List.of(MISSING, REFUSED)))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("run Nightjar as a normal user, or allow user namespaces");
    }
}
