package dev.nightjar.embedded;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes passwords. The one place where randomness must not be seeded. */
final class Secret {
    private Secret() {}

    /** 144 random bits in characters that need no quoting anywhere. */
    static String random() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
