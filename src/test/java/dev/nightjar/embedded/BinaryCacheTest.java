package dev.nightjar.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {
    private static final PackedBinary PACKED =
            new PackedBinary("some.jar", 1, () -> new ByteArrayInputStream(new byte[] {42}));

    @Test
    void onlyTheFirstOfManyUnpacks(@TempDir Path root) {
        ServerHome home = new ServerHome(root, ServerUser.CURRENT);
        AtomicInteger unpackings = new AtomicInteger();

        assertThat(IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(i -> BinaryCache.unpacked(home, "x", PACKED, (in, into) -> {
                            unpackings.incrementAndGet();
                            Files.write(into.resolve("program"), in.readAllBytes());
                        }))
                        .distinct())
                .hasSize(1);
        assertThat(unpackings).hasValue(1);
    }

    @Test
    void whatAKilledOneLeftIsNotTakenForWhole(@TempDir Path root) {
        ServerHome home = new ServerHome(root, ServerUser.CURRENT);
        assertThatThrownBy(() -> BinaryCache.unpacked(home, "x", PACKED, (in, into) -> {
                    Files.writeString(into.resolve("half"), "");
                    throw new IOException("no space left on device");
                }))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("no space left on device");

        Path done = BinaryCache.unpacked(
                home, "x", PACKED, (in, into) -> Files.write(into.resolve("program"), in.readAllBytes()));

        assertThat(done.resolve("program")).exists();
        assertThat(done.resolve("half")).doesNotExist();
    }
}
